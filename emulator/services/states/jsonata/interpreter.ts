import type { Expression } from 'jsonata';
import type { Focus } from './evaluation.ts';
import { mark } from './function-mark.ts';
import { defineFunctions, type Library } from './functions.ts';
import { hardened } from './hardened.ts';
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
  hardened()(module, module.exports, own);
  return module.exports as (text: string) => Expression;
}
