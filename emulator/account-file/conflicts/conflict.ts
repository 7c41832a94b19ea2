import type { RefinementCtx } from 'zod';

export type Path = (string | number)[];

/** A path, and what is wrong there. */
export type Conflict = [path: Path, problem: string];

/** What is found within each of a list. */
export function ofEach<One>(list: string, ones: One[], found: (one: One) => Conflict[]): Conflict[] {
  return ones.flatMap((one, index) => found(one).map(([path, problem]): Conflict => [[list, index, ...path], problem]));
}

/** Has zod name conflicts as it names what is of the wrong kind. */
export function refused<Declared>(conflicts: (declared: Declared) => Conflict[]) {
  return (declared: Declared, context: RefinementCtx): void => {
    for (const [path, message] of conflicts(declared)) context.addIssue({ code: 'custom', path, message });
  };
}
