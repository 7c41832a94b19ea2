import type { Expression } from 'jsonata';
import { jsonata } from './interpreter.ts';
import { isQuick } from './quick.ts';

interface Compiled {
  expression: Expression;
  /** Whether it may be evaluated where it is asked for: see ./quick.ts. */
  quick: boolean;
}

/** Characters of the expressions that are kept compiled: one of them takes some hundred bytes for each. */
const mostKept = 200_000;
const kept = new Map<string, Compiled>();
let held = 0;

/** @throws the JSONata parser's error (`code`, `message`, `position`) where the text is not JSONata */
export function compile(text: string): Compiled {
  const found = kept.get(text);
  if (found) return found;
  const expression = jsonata(text);
  const compiled = { expression, quick: isQuick(expression.ast()) };
  kept.set(text, compiled);
  held += text.length;
  for (const oldest of kept.keys()) {
    if (held <= mostKept) break;
    kept.delete(oldest);
    held -= oldest.length;
  }
  return compiled;
}
