import type { Branch } from '../branch.ts';
import type { MapState } from '../definition.ts';
import type { MapItem } from '../map-run.ts';
import { languageOf } from './language-of.ts';
import type { MapNumbers } from './query-language.ts';

export interface MapLimits {
  concurrency: number;
  /** To be asked once the state has started. */
  tolerance(): Tolerance;
}

export interface Tolerance {
  /** How many of so many iterations may fail; undefined where the first failure fails the state with its own error. */
  tolerated(items: number): number | undefined;
  /** What the state says of that, zero where it says nothing. */
  given: { failures: number; percentage: number };
}

/** Most iterations of an inline Map at a time. */
const mostConcurrent = 40;

/** The items of a distributed Map, which goes over the members of an object too. */
export async function itemsOrMembersOf(branch: Branch, state: MapState): Promise<MapItem[]> {
  const given = await languageOf(branch).itemsOrMembers(branch, state);
  return Array.isArray(given)
    ? given.map((value, index) => ({ index, value }))
    : Object.entries(given).map(([key, value], index) => ({ index, key, value }));
}

export async function mapLimits(branch: Branch, state: MapState, atOnce = mostConcurrent): Promise<MapLimits> {
  const { concurrency: most, tolerance } = await languageOf(branch).mapNumbers(branch, state);
  return { concurrency: Math.min(most || atOnce, atOnce), tolerance: () => toleranceOf(tolerance()) };
}

/** @param given what the state says of failures */
export function toleranceOf({ failures, percentage }: ReturnType<MapNumbers['tolerance']>): Tolerance {
  const tolerated = (items: number) => {
    const share = percentage === undefined ? undefined : Math.floor((items * percentage) / 100);
    return failures === undefined ? share : Math.min(failures, share ?? failures);
  };
  return { tolerated, given: { failures: failures ?? 0, percentage: percentage ?? 0 } };
}
