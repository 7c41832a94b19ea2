import { deepestValue } from '../jsonata/limits.ts';

/** Whether a value is nested deeper than what walks through it has room for: a loop may make it grow. */
export function isTooDeep(value: unknown): boolean {
  const open: [unknown, number][] = [[value, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [held, depth] = next;
    if (typeof held !== 'object' || held === null) continue;
    if (depth === deepestValue) return true;
    for (const member of Array.isArray(held) ? held : Object.values(held)) open.push([member, depth + 1]);
  }
  return false;
}
