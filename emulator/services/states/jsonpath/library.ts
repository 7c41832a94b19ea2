import { createRequire } from 'node:module';
import type { JSONPathEnvironment, JSONPathQuery } from 'json-p3';

type Library = Pick<typeof import('json-p3'), 'jsonpath' | 'JSONPathNode'>;

let loaded: { library: Library; environment: JSONPathEnvironment } | undefined;

/** Loaded with the first path, so that who has no JSONPath does not wait for it. */
function load() {
  if (!loaded) {
    const library = createRequire(import.meta.url)('json-p3') as Library;
    const environment = new library.jsonpath.JSONPathEnvironment();
    // none of them is known to Step Functions, and some take patterns, whose work has no bound
    environment.functionRegister.clear();
    loaded = { library, environment };
  }
  return loaded;
}

/** @param text of RFC 9535 @throws Error where it is none */
export function parsed(text: string): JSONPathQuery {
  return load().environment.compile(text);
}

export function isDescent(segment: JSONPathQuery['segments'][number]): boolean {
  // the library exports no class to compare it with
  return segment.toString().startsWith('..');
}

/** A node of the library, whose place in the document is not kept. */
export function nodeOf(value: unknown, root: unknown) {
  const { JSONPathNode } = load().library;
  return new JSONPathNode(value as never, [], root as never);
}
