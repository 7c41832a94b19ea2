import { readFileSync } from 'node:fs';
import { compileFunction } from 'node:vm';
import type { Expression } from 'jsonata';
import { edits } from './edits.ts';
import type { Focus } from './evaluation.ts';
import { mark } from './function-mark.ts';
import { defineFunctions, type Library } from './functions.ts';
import { jsonataFile } from './jsonata-file.ts';
import { longestArray, tooMuchMemory } from './limits.ts';

/** Under this the bindings of an evaluation hold the evaluation itself. */
export const evaluationKey = Symbol('evaluation');

/** JSONata 2.0.6, hardened: see ./edits.ts. All expressions share it, and none can change it. */
export const jsonata = load();

function load(): (text: string) => Expression {
  const own = {
    mark,
    evaluation: evaluationKey,
    longestArray,
    tooMuchMemory,
    define: (library: Library) => defineFunctions(library),
    millis: (focus: Focus) => focus.environment.evaluation.millis,
  };
  const module = { exports: {} };
  compileFunction(edited(readFileSync(jsonataFile, 'utf8')), ['module', 'exports', 'own'], { filename: jsonataFile })(
    module,
    module.exports,
    own,
  );
  return module.exports as (text: string) => Expression;
}

function edited(source: string): string {
  for (const { from, to, times } of edits) {
    const found = typeof from === 'string' ? source.split(from).length - 1 : [...source.matchAll(from)].length;
    if (found !== times) throw new Error(`This is not the JSONata that is hardened here: it has ${from} ${found} times, not ${times}`);
    source = source.replaceAll(from, to);
  }
  return source;
}
