import { AwsError } from '../../../kernel/aws-error.ts';
import { isObject } from '../../../kernel/json-object.ts';
import { loadModel } from '../../../models/model.ts';
import { sqsQueryModel } from '../../sqs/query-model.ts';
import { StateError } from '../state-error.ts';
import type { TaskCall } from './integration.ts';

/** How Step Functions names a service in a task's error and cause. */
export interface ServiceNames {
  /** The model of the emulator. */
  model: string;
  /** The prefix of its errors: `Lambda.` */
  prefix: string;
  /** The SDK's exception for an error that the service's model does not name. */
  general: string;
  /** As the cause's `Service:` says it: these integrations speak through AWS's older Java SDK. */
  service: string;
}

/**
 * Calls a service under the machine's role.
 *
 * @throws StateError `<prefix>.<exception>`, with the message, status and request id in the cause as AWS's SDK words them
 */
export async function callService(names: ServiceNames, operation: string, input: unknown, call: TaskCall): Promise<unknown> {
  try {
    return await answerOf(names.model, operation, input, call);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { exception, status, code } = told(names.model, operation, error);
    const requestId = call.place.random.uuid('request-id', ...call.purpose);
    const about = `Service: ${names.service}; Status Code: ${status}; Error Code: ${code}; Request ID: ${requestId}; Proxy: null`;
    throw cut(names.prefix, error) ?? new StateError(`${names.prefix}.${exception ?? names.general}`, `${error.message} (${about})`);
  }
}

/** @throws AwsError what the service answers */
export function answerOf(model: string, operation: string, input: unknown, { place, caller }: TaskCall): Promise<unknown> {
  if (model === dynamoDb) return place.dynamodb.call(operation, input as object, caller);
  return place.call(model, operation, input, caller);
}

/** Where no answer came. */
export function cut(prefix: string, { code }: AwsError): StateError | undefined {
  if (code !== 'ConnectionCut') return undefined;
  return new StateError(`${prefix}.SdkClientException`, 'Unable to execute HTTP request: The target server failed to respond');
}

/** It has no model here. */
export const dynamoDb = 'dynamodb';

/** Of DynamoDB's errors, those that its SDK has no class for. */
const general = /^(ValidationException|AccessDeniedException|UnknownOperationException|SerializationException)$/;

/** An error as an SDK sees it: its class, undefined for one that the operation's model does not name, with status and code. */
export function told(modelName: string, operation: string, { code, status }: AwsError) {
  if (modelName === dynamoDb) return { exception: general.test(code) ? undefined : code, status, code };
  const model = loadModel(modelName);
  const modelled = model.operations[operation]?.errors.find((shape) => shape === code || model.shapes[shape]?.error?.code === code);
  // services of the JSON protocols answer a refusal of IAM with 400, others with 403
  const refused = /^AccessDenied/.test(code) && model.metadata.protocol !== 'json' ? 403 : status;
  const error = modelled ? model.shapes[modelled]?.error : undefined;
  // the SDK goes on giving the codes of SQS's older protocol
  const queried = modelName === 'sqs' ? sqsQueryModel().shapes[code]?.error?.code : undefined;
  const shown = error?.code ?? queried ?? code;
  return { exception: modelled && exceptionName(modelled), status: error?.httpStatusCode ?? refused, code: shown };
}

/** The SDK has a class for every error of the operation's model, always named an exception; anything else is its general one. */
function exceptionName(shape: string): string {
  return shape.endsWith('Exception') ? shape : `${shape}Exception`;
}

/** @throws StateError where the Arguments are not an object */
export function parametersObject(parameters: unknown): Record<string, unknown> {
  if (isObject(parameters)) return parameters;
  throw new StateError('States.Runtime', `The Arguments of the task must be an object but were: ${JSON.stringify(parameters)}`);
}
