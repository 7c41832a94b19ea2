import { readJson } from '../../kernel/read-json.ts';

/** How a member of a JSON line is named: `$.request.sizes[0]`. */
export const selectorPattern = String.raw`\$(?:\.[\w-]+|\[\d+\])+`;

/** What a selector finds in a document; undefined where there is nothing. */
export function selected(selector: string): (document: unknown) => unknown {
  const keys = selector.split(/[$.[\]]+/).filter((key) => key !== '');
  return (document) => keys.reduce((value: unknown, key) => (value as Record<string, unknown> | null | undefined)?.[key], document);
}

/** A line as JSON; undefined where it is none. */
export function documentIn(message: string): unknown {
  try {
    return readJson(message);
  } catch {
    return undefined;
  }
}
