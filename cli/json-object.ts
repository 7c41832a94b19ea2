import { jsonValue } from '../core/json-value.ts';

/** What a text says as JSON: nothing where it is none, or was cut. */
export function jsonObject(text = '{}'): object {
  return jsonValue(text) ?? {};
}
