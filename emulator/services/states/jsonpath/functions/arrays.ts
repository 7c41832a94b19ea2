import { FunctionFailure, type IntrinsicFunction, integer, list } from './function.ts';

/** The most that States.ArrayRange makes. */
const longestRange = 1_000;

function partition([given, chunk]: unknown[]): unknown[][] {
  const items = list(given);
  const size = integer(chunk);
  if (size < 1) throw new FunctionFailure('The chunk size must be a positive integer');
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}

function range(given: unknown[]): number[] {
  const [first, last, by] = given.map(integer) as [number, number, number];
  if (by === 0) throw new FunctionFailure('The increment must not be zero');
  const length = Math.max(0, Math.floor((last - first) / by) + 1);
  if (length > longestRange) throw new FunctionFailure(`The array has more than ${longestRange} elements`);
  return Array.from({ length }, (_, index) => first + index * by);
}

function item([given, at]: unknown[]): unknown {
  const items = list(given);
  const index = integer(at);
  if (index >= 0 && index < items.length) return items[index];
  throw new FunctionFailure(`The index ${index} is out of bounds for an array of ${items.length}`);
}

function contains([given, wanted]: unknown[]): boolean {
  const text = canonical(wanted);
  return list(given).some((one) => canonical(one) === text);
}

function unique([given]: unknown[]): unknown[] {
  const seen = new Set<string>();
  return list(given).filter((one) => {
    const text = canonical(one);
    return !seen.has(text) && seen.add(text);
  });
}

/** The same text for equal values, in whatever order their members stand. */
function canonical(value: unknown): string {
  return JSON.stringify(ordered(value));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return ['[', ...value.map(ordered)];
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return ['{', ...members.map(([name, held]) => [name, ordered(held)])];
}

export const arrays: Record<string, IntrinsicFunction> = {
  'States.Array': { least: 0, most: Number.POSITIVE_INFINITY, run: (given) => given },
  'States.ArrayPartition': { least: 2, most: 2, run: partition },
  'States.ArrayContains': { least: 2, most: 2, run: contains },
  'States.ArrayRange': { least: 3, most: 3, run: range },
  'States.ArrayGetItem': { least: 2, most: 2, run: item },
  'States.ArrayLength': { least: 1, most: 1, run: ([given]) => list(given).length },
  'States.ArrayUnique': { least: 1, most: 1, run: unique },
};
