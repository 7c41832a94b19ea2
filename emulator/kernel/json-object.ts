import { readJson } from './read-json.ts';

/** What JSON calls an object: no list and no null, which JavaScript calls so, too. */
type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object that a text that somebody sent is as JSON; undefined where it is none, or no JSON. */
export function readObject(text: string): JsonObject | undefined {
  try {
    const value = readJson(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
