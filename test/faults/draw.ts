import { createHash } from 'node:crypto';
import { groupedBy } from '../../core/grouped-by.ts';
import { partsOf } from './cases.ts';
import { inCompany } from './company.ts';

/**
 * Draws cases by a seed: evenly over scenarios and kinds, so that no kind of many targets takes the place of one of few.
 *
 * @returns at most `count` ids, in an order of the seed's
 */
export function draw(ids: string[], count: number, seed: string): string[] {
  const shuffled = ids.toSorted((a, b) => compare(lot(seed, a), lot(seed, b)));
  const groups = [...groupedBy(shuffled, (id) => `${partsOf(id).scenario}/${partsOf(id).kind}`)];
  const inTurn = groups.toSorted(([a], [b]) => compare(lot(seed, a), lot(seed, b))).map(([, group]) => group);
  const drawn: string[] = [];
  for (let turn = 0; drawn.length < Math.min(count, ids.length); turn++) drawn.push(...inTurn.flatMap((group) => group[turn] ?? []));
  return drawn.slice(0, count);
}

/** Draws runs by a seed: so many of one case, and of several as many as make up so many cases. */
export function drawRuns(ids: string[], { alone, cases }: { alone: number; cases: number }, seed: string): string[][] {
  const runs = inCompany(draw(ids, ids.length, seed));
  const drawn = runs.filter(({ length }) => length === 1).slice(0, alone);
  for (const run of runs.filter(({ length }) => length > 1)) if (drawn.flat().length < cases) drawn.push(run);
  return drawn;
}

/** Draws scenarios by a seed: the first run, which all others stand on, and some of the rest. */
export function drawScenarios(names: string[], count: number, seed: string): string[] {
  const [first, rest] = ['provision/first-run', names.toSorted((a, b) => compare(lot(seed, a), lot(seed, b)))];
  return [first, ...rest.filter((name) => name !== first)].slice(0, count);
}

function lot(seed: string, id: string): string {
  return createHash('sha256').update(`${seed} ${id}`).digest('hex');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
