import { AwsError } from '../../kernel/aws-error.ts';
import { jsonProblem } from '../../kernel/json-problem.ts';
import { readJson } from '../../kernel/read-json.ts';
import { bytes, dataLimit } from './data-limit.ts';

/** @throws AwsError InvalidExecutionInput */
export function checkInput(input: string): void {
  const invalid = (why: string) => new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${why}'`);
  if (bytes(input) > dataLimit) throw invalid(`the input exceeds ${dataLimit} bytes`);
  if (input === '') throw invalid('Invalid execution input.');
  try {
    readJson(input);
  } catch {
    throw invalid(jsonProblem(input));
  }
}
