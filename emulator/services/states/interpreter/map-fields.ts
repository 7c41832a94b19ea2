import type { Branch } from '../branch.ts';
import type { MapState } from '../definition.ts';
import { jsonType } from '../expressions.ts';
import type { MapItem } from '../map-run.ts';
import { evaluate, evaluationFailure } from './evaluation.ts';

export interface MapLimits {
  concurrency: number;
  /** How many of so many iterations may fail; undefined where the first failure fails the state with its own error. */
  tolerated(items: number): number | undefined;
  /** What the state says of that, zero where it says nothing. */
  given: { failures: number; percentage: number };
}

/** Most iterations of an inline Map at a time. */
const mostConcurrent = 40;

/** The items: of Items, else the state's input, which must then be an array. */
export async function itemsOf(branch: Branch, state: MapState): Promise<unknown[]> {
  if (state.Items !== undefined) return (await evaluate(branch, state.Items, 'Items', { type: 'array' })) as unknown[];
  const { input } = branch.current;
  if (Array.isArray(input)) return input;
  throw evaluationFailure(branch, `Map state input must be an array but was: ${JSON.stringify(input)}`, undefined);
}

/** The items of a distributed Map, which goes over the members of an object too. */
export async function itemsOrMembersOf(branch: Branch, state: MapState): Promise<MapItem[]> {
  const { Items: field } = state;
  const given = field === undefined ? branch.current.input : await evaluate(branch, field, 'Items', { type: 'array', or: 'object' });
  if (jsonType(given) === 'object') return Object.entries(given as object).map(([key, value], index) => ({ index, key, value }));
  const items = field === undefined ? await itemsOf(branch, state) : (given as unknown[]);
  return items.map((value, index) => ({ index, value }));
}

export async function mapLimits(branch: Branch, state: MapState, atOnce = mostConcurrent): Promise<MapLimits> {
  const most = await count(branch, state.MaxConcurrency, 'MaxConcurrency');
  const failures = await count(branch, state.ToleratedFailureCount, 'ToleratedFailureCount');
  const percentage = await count(branch, state.ToleratedFailurePercentage, 'ToleratedFailurePercentage', 100);
  const tolerated = (items: number) => {
    const share = percentage === undefined ? undefined : Math.floor((items * percentage) / 100);
    return failures === undefined ? share : Math.min(failures, share ?? failures);
  };
  const given = { failures: failures ?? 0, percentage: percentage ?? 0 };
  return { concurrency: Math.min(most || atOnce, atOnce), tolerated, given };
}

export async function count(branch: Branch, field: unknown, location: string, most?: number): Promise<number | undefined> {
  if (field === undefined) return undefined;
  const value = (await evaluate(branch, field, location, { type: 'number' })) as number;
  const whole = most !== undefined || Number.isInteger(value);
  if (whole && value >= 0 && value <= (most ?? value)) return value;
  const allowed = most === undefined ? 'a non-negative integer' : `a number between 0 and ${most}`;
  throw evaluationFailure(branch, `The ${location} field must be ${allowed} but was: ${value}`, location);
}
