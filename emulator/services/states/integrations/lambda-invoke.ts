import { readJson } from '../../../kernel/read-json.ts';
import type { Integration, TaskCall } from './integration.ts';
import { functionError } from './lambda-error.ts';
import { sdkMetadata } from './sdk-metadata.ts';
import { callService, parametersObject, type ServiceNames } from './service-call.ts';

const lambdaNames: ServiceNames = { model: 'lambda', prefix: 'Lambda', general: 'AWSLambdaException', service: 'AWSLambda' };

interface Invocation {
  StatusCode: number;
  Payload: Buffer;
  FunctionError?: string;
  ExecutedVersion?: string;
  LogResult?: string;
}

/**
 * @param input of the function, as JSON
 * @returns the service's answer
 * @throws StateError of the service or, with the function's errorType, of the function
 */
export async function invoke(call: TaskCall, request: Record<string, unknown>, input: string): Promise<Invocation> {
  const answer = (await callService(lambdaNames, 'Invoke', { ...request, Payload: Buffer.from(input) }, call)) as Invocation;
  if (answer.FunctionError) throw functionError(answer.Payload.toString());
  return answer;
}

/** The function's answer: a JSON value where it is JSON, else the text. */
export function answered(payload: Buffer | undefined): unknown {
  const text = payload?.toString() ?? '';
  if (text === '') return null;
  try {
    return readJson(text);
  } catch {
    return text;
  }
}

/** `arn:aws:states:::lambda:invoke`. */
export const lambdaInvoke: Integration = {
  patterns: ['', '.waitForTaskToken'],
  accepts: { model: 'lambda', operation: 'Invoke', required: ['FunctionName'], unsupported: ['DurableExecutionName', 'TenantId'] },
  async request(call, parameters) {
    const { Payload, ...request } = parametersObject(parameters);
    // recorded: a text goes to the function as it is, and has to be JSON itself
    const answer = await invoke(call, request, typeof Payload === 'string' ? Payload : JSON.stringify(Payload ?? {}));
    const version = answer.ExecutedVersion ?? '$LATEST';
    const { LogResult } = answer;
    const headers = {
      'X-Amz-Executed-Version': version,
      ...(LogResult === undefined ? {} : { 'X-Amz-Log-Result': LogResult }),
      'x-amzn-Remapped-Content-Length': '0',
      'X-Amzn-Trace-Id': `root=1-${call.place.random.hex(8, 'trace', ...call.purpose)}-${call.place.random.hex(24, 'trace', ...call.purpose)};sampled=0`,
    };
    return {
      ExecutedVersion: version,
      ...(LogResult === undefined ? {} : { LogResult }),
      Payload: answered(answer.Payload),
      ...sdkMetadata(call, answer.Payload?.toString() ?? '', 'application/json', headers),
      StatusCode: answer.StatusCode,
    };
  },
};
