import { jsonProblem } from '../../kernel/json-problem.ts';

/** What SNS says of an attribute that is no JSON. */
export function notJson(text: string): string {
  const at = /^\s*\{\s*/.exec(text)?.[0].length ?? 0;
  const place = `line: 1, column: ${at + 1}`;
  return `failed to parse JSON. ${jsonProblem(text)}\n at [Source: REDACTED (\`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION\` disabled); ${place}]`;
}
