import { isUtf8 } from 'node:buffer';
import { jsonProblem } from '../../kernel/json-problem.ts';
import { readJson } from '../../kernel/read-json.ts';

const values = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

/** What is wrong with a payload that is no JSON, in the words of Lambda's parser; undefined where nothing is. */
export function payloadProblem(payload: Buffer): string | undefined {
  if (!isUtf8(payload)) return undecodable(payload);
  const text = payload.toString();
  try {
    readJson(text);
    return undefined;
  } catch {
    return jsonProblem(text);
  }
}

/** Recorded: the parser takes the first byte for a character, and decodes those after it. */
function undecodable(payload: Buffer): string {
  const first = payload[0]!;
  const firstCharacter = first < 0xa0 ? '(CTRL-CHAR, code ' : `'${String.fromCharCode(first)}' (code `;
  if (first >= 0x80) return `Unexpected character (${firstCharacter}${first})): expected a valid value ${values}${source(1)}`;
  const decodable = Buffer.from(payload.toString());
  const at = payload.findIndex((byte, index) => byte !== decodable[index]);
  return `Invalid UTF-8 start byte 0x${payload[at]!.toString(16)}${source(at + 2)}`;
}

function source(column: number): string {
  return `\n at [Source: REDACTED (\`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION\` disabled); line: 1, column: ${column}]`;
}
