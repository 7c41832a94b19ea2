import { isFunction } from './function-mark.ts';

/**
 * How much work it is to look through a value: a step for ten members, or a hundred characters. What stands in it twice counts
 * twice, so that nothing small grows large when it is written out. Stops counting beyond `most`.
 */
export function size(value: object, most: number): number {
  let found = 0;
  const open: unknown[] = [value];
  while (open.length > 0 && found <= most) {
    const next = open.pop();
    found += 0.1;
    if (typeof next === 'string') found += next.length / 100;
    else if (typeof next === 'object' && next !== null && !isFunction(next)) {
      const members = Array.isArray(next) ? next : Object.values(next);
      if (found + members.length / 10 > most) return most + 1;
      for (const member of members) open.push(member);
    }
  }
  return found;
}
