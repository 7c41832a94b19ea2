import type jsonata from 'jsonata';

/**
 * What an evaluation may take. An endless one would hold up every execution, since an evaluation leaves no room for anything else
 * until it ends, and one that grows would take all memory. Steps come first, all of them and those that are open at a time, for
 * they are the same in every run; time is for steps that are slow. Open are the levels of a recursion, and the groups of a grouping, which
 * JSONata evaluates side by side. The items of an array are those that JSONata allows a range.
 */
export interface Bound {
  steps: number;
  open: number;
  milliseconds: number;
  items: number;
}

export const usualBound: Bound = { steps: 2_000_000, open: 200_000, milliseconds: 30_000, items: 10_000_000 };
const stepsBetweenLooks = 1_000;

/** What an evaluation took so far. It travels in the frame under a name that no expression can write. */
export class Effort {
  static readonly key = ' effort';
  readonly #most: Bound;
  #steps = 0;
  #open = 0;
  #until = 0;

  constructor(most: Bound) {
    this.#most = most;
  }

  /** @throws the error of an evaluation that takes too much, as JSONata's documentation words it */
  enter(): void {
    if (this.#steps++ % stepsBetweenLooks === 0) this.#look();
    if (++this.#open > this.#most.open) {
      throw tooMuch('Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive.');
    }
    if (this.#steps > this.#most.steps) throw tooMuch('Expression evaluation timeout: Check for infinite loop');
  }

  leave(result: unknown): void {
    this.#open--;
    if (Array.isArray(result) && result.length > this.#most.items) throw tooMuch(`The array has more than ${this.#most.items} items`);
  }

  #look(): void {
    const now = performance.now();
    this.#until ||= now + this.#most.milliseconds;
    if (now > this.#until) throw tooMuch('Expression evaluation timeout: Check for infinite loop');
  }
}

function tooMuch(message: string): Error {
  return Object.assign(new Error(message), { code: 'U1001' });
}

/** Counts the steps of an expression's evaluations, by the hooks that JSONata has for this. */
export function boundEvaluation(expression: jsonata.Expression): void {
  const hook = (name: string, count: (effort: Effort | undefined, result: unknown) => void) => {
    const called = (_step: unknown, _input: unknown, environment: jsonata.Environment, result: unknown) =>
      count(environment.lookup(Effort.key), result);
    expression.assign(Symbol.for(name) as never, called);
  };
  hook('jsonata.__evaluate_entry', (effort) => effort?.enter());
  hook('jsonata.__evaluate_exit', (effort, result) => effort?.leave(result));
}
