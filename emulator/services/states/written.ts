import { readJson } from '../../kernel/read-json.ts';

/** The texts of values, where they are not as JSON.stringify writes them. */
const texts = new WeakMap<object, string>();

/**
 * Reads a text of JSON whose value Step Functions tells as it was written, spaces and all, as long as nothing has changed it (recorded of
 * inputs that states and Parallel branches pass on: localstack's snapshots of test_parallel_state_nested and test_map_state_nested).
 */
export function readWritten(text: string): unknown {
  const value = readJson(text);
  if (typeof value === 'object' && value !== null && JSON.stringify(value) !== text) texts.set(value, text);
  return value;
}

/** The text of a value: as it was written, where it was, also as an element of a list. */
export function written(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    const text = texts.get(value);
    if (text !== undefined) return text;
    if (Array.isArray(value) && value.some(holdsText)) return `[${value.map(written).join(',')}]`;
  }
  return JSON.stringify(value);
}

function holdsText(item: unknown): boolean {
  if (typeof item !== 'object' || item === null) return false;
  return texts.has(item) || (Array.isArray(item) && item.some(holdsText));
}
