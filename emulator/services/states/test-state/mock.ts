import { AwsError } from '../../../kernel/aws-error.ts';
import { isObject } from '../../../kernel/json-object.ts';
import type { State } from '../definition.ts';
import { parseResource } from '../integrations/resource.ts';
import { readWritten } from '../written.ts';
import { checkSchema, type ValidationMode } from './mock-schema.ts';

/** What a request has the state's work come to. */
export interface MockInput {
  result?: string;
  errorOutput?: { error?: string; cause?: string };
  fieldValidationMode?: ValidationMode;
}

export type Mock = { result: unknown } | { error: string | undefined; cause: string | undefined };

/** @throws AwsError ValidationException */
export function readMock({ result, errorOutput, fieldValidationMode = 'STRICT' }: MockInput, state: State): Mock {
  if (state.Type !== 'Task' && state.Type !== 'Map' && state.Type !== 'Parallel') {
    throw invalid(`State type '${state.Type}' is not supported when a mock is specified`);
  }
  if ((result === undefined) === (errorOutput === undefined)) {
    throw invalid('A test mock should have only one of the following fields: [result, errorOutput].');
  }
  if (result === undefined) return { error: errorOutput!.error, cause: errorOutput!.cause };
  let value: unknown;
  try {
    value = readWritten(result);
  } catch {
    throw invalid('Mocked result must be valid JSON');
  }
  checkResult(value, state, fieldValidationMode);
  return { result: value };
}

function checkResult(value: unknown, state: State, mode: ValidationMode): void {
  if (state.Type === 'Map') {
    if (!state.ResultWriter && !Array.isArray(value)) throw invalid('Mocked result must be an array.');
    if (state.ResultWriter && !isObject(value)) throw invalid('Mocked result must be a JSON object.');
  } else if (state.Type === 'Parallel') {
    if (!Array.isArray(value)) throw invalid('Mocked result must be an array.');
    if (value.length !== state.Branches.length) {
      throw invalid('Mocked result must contain the same number of items as number of Parallel branches.');
    }
  } else if (state.Type === 'Task') checkSchema(value, parseResource(state.Resource), mode);
}

function invalid(why: string): AwsError {
  return new AwsError('ValidationException', why);
}
