import { isFunction } from './function-mark.ts';
import { deepestValue, limits, tooMuchMemory } from './limits.ts';

/** Why a result cannot be handed on. */
export class UnsupportedResult extends Error {}

/**
 * The plain data of a result: the sequences of JSONata are arrays with members of their own, and a number without a numeral in
 * JSON is AWS's word for it.
 *
 * @throws UnsupportedResult where it holds a function, Error where it is too large when it is written out
 */
export function plain(result: unknown): unknown {
  check(result);
  return copy(result);
}

function check(result: unknown): void {
  let bytes = 0;
  const open: [unknown, number][] = [[result, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [value, depth] = next;
    bytes += typeof value === 'string' ? value.length : 8;
    if (bytes > limits.bytes) throw tooMuchMemory();
    if (isFunction(value)) throw new UnsupportedResult();
    if (typeof value !== 'object' || value === null) continue;
    if (depth === deepestValue) throw new Error(`The value is nested more than ${deepestValue} levels deep`);
    for (const member of Array.isArray(value) ? value : Object.values(value)) open.push([member, depth + 1]);
  }
}

function copy(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => copy(item) ?? null);
  const copied: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    // a member like any other, whatever its name
    if (name === '__proto__')
      Object.defineProperty(copied, name, { value: copy(member), enumerable: true, writable: true, configurable: true });
    else copied[name] = copy(member);
  }
  return copied;
}
