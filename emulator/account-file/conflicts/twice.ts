import type { Conflict, Path } from './conflict.ts';

/** A name or an id, and where it stands. */
export type Named = [name: string | undefined, path: Path];

/** What a list names, each where it stands in it. */
export function listing<One>(list: Path, ones: One[] = [], name: (one: One) => string | undefined): Named[] {
  return ones.map((one, index) => [name(one), [...list, index]]);
}

/** A conflict for each name that stands before it already. */
export function twice(named: Named[], problem: string): Conflict[] {
  const seen = new Set<string>();
  return named.flatMap(([name, path]): Conflict[] => {
    if (name === undefined) return [];
    if (seen.has(name)) return [[path, problem]];
    seen.add(name);
    return [];
  });
}
