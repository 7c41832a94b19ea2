import { readJson } from '../../kernel/read-json.ts';

/** How a member of a JSON line is named: `$.request.sizes[0]`. */
export const selectorPattern = String.raw`\$(?:\.[\w-]+|\[\d+\])+`;

/** What a selector finds in a document; undefined where there is nothing. */
export function selected(selector: string): (document: unknown) => unknown {
  const keys = selector.split(/[$.[\]]+/).filter((key) => key !== '');
  return (document) => keys.reduce(memberOf, document);
}

function memberOf(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return /^\d+$/.test(key) ? value[Number(key)] : undefined;
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

/** A line as JSON; undefined where it is no object and no list: a selector finds nothing in any other. */
export function documentIn(message: string): unknown {
  if (!/^\s*[{[]/.test(message)) return undefined;
  try {
    return readJson(message);
  } catch {
    return undefined;
  }
}
