import { readFileSync } from 'node:fs';
import { compileFunction } from 'node:vm';
import { edits } from './edits.ts';
import { jsonataFile } from './jsonata-file.ts';

/** JSONata's module, which finds in `own` what the edits let it ask for. */
export type Hardened = (module: { exports: unknown }, exports: unknown, own: object) => void;

/** JSONata 2.0.6, hardened: see ./edits.ts. A bundle holds it as it is. */
export function hardened(): Hardened {
  return compileFunction(hardenedSource(readFileSync(jsonataFile, 'utf8')), ['module', 'exports', 'own'], {
    filename: jsonataFile,
  }) as Hardened;
}

/** @throws Error where this is another JSONata */
export function hardenedSource(source: string): string {
  for (const { from, to, times } of edits) {
    const found = typeof from === 'string' ? source.split(from).length - 1 : [...source.matchAll(from)].length;
    if (found !== times) throw new Error(`This is not the JSONata that is hardened here: it has ${from} ${found} times, not ${times}`);
    source = source.replaceAll(from, to);
  }
  return source;
}
