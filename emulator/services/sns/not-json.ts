import { jsonProblem, redactedProblemPlace } from '../../kernel/json-problem.ts';

/** What SNS says of an attribute that is no JSON. */
export function notJson(text: string): string {
  return `failed to parse JSON. ${jsonProblem(text)}\n at ${redactedProblemPlace(text)}`;
}
