import { readJson } from '../../../kernel/read-json.ts';
import { StateError } from '../state-error.ts';

/**
 * What a function's error answer makes of the task: its errorType is the error, the whole answer the cause.
 *
 * @param payload the answer of an invocation with FunctionError
 */
export function functionError(payload: string): StateError {
  let errorType: unknown;
  try {
    errorType = (readJson(payload) as { errorType?: unknown } | null)?.errorType;
  } catch {
    errorType = undefined;
  }
  if (typeof errorType === 'string' && errorType !== '') return new StateError(errorType, payload);
  const cause = `The cause could not be determined because Lambda did not return an error type. Returned payload: ${payload}`;
  return new StateError('Lambda.Unknown', cause);
}
