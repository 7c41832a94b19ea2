import { AwsError } from '../../../kernel/aws-error.ts';
import { loadModel } from '../../../models/model.ts';
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
    return await call.place.call(names.model, operation, input, call.caller);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw serviceError(names, operation, error, call);
  }
}

function serviceError(names: ServiceNames, operation: string, error: AwsError, call: TaskCall): StateError {
  if (error.code === 'ConnectionCut') {
    return new StateError(`${names.prefix}.SdkClientException`, 'Unable to execute HTTP request: The target server failed to respond');
  }
  const requestId = call.place.random.uuid('request-id', ...call.purpose);
  const model = loadModel(names.model);
  const modelled = model.operations[operation]?.errors.find(
    (shape) => shape === error.code || model.shapes[shape]?.error?.code === error.code,
  );
  // services of the JSON protocols answer a refusal of IAM with 400, others with 403
  const refused = /^AccessDenied/.test(error.code) && model.metadata.protocol !== 'json' ? 403 : error.status;
  const status = (modelled && model.shapes[modelled]?.error?.httpStatusCode) ?? refused;
  const code = (modelled && model.shapes[modelled]?.error?.code) ?? error.code;
  return new StateError(
    `${names.prefix}.${modelled ? exceptionName(modelled) : names.general}`,
    `${error.message} (Service: ${names.service}; Status Code: ${status}; Error Code: ${code}; Request ID: ${requestId}; Proxy: null)`,
  );
}

/** The SDK has a class for every error of the operation's model, always named an exception; anything else is its general one. */
function exceptionName(shape: string): string {
  return shape.endsWith('Exception') ? shape : `${shape}Exception`;
}

/** @throws StateError where the Arguments are not an object */
export function parametersObject(parameters: unknown): Record<string, unknown> {
  if (typeof parameters === 'object' && parameters !== null && !Array.isArray(parameters)) return parameters as Record<string, unknown>;
  throw new StateError('States.Runtime', `The Arguments of the task must be an object but were: ${JSON.stringify(parameters)}`);
}
