import { isObject } from '../kernel/json-object.ts';

/** The name of the function that a value calls; undefined where it is plain. */
export function functionOf(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  let only: string | undefined;
  for (const name in value) {
    if (only !== undefined) return undefined;
    only = name;
  }
  return only === 'Ref' || only?.startsWith('Fn::') ? only : undefined;
}

export interface FunctionCall {
  name: string;
  argument: unknown;
}

/** Each call of a function in a value, the outer ones first. */
export function callsIn(value: unknown): FunctionCall[] {
  const calls: FunctionCall[] = [];
  collect(value, calls);
  return calls;
}

function collect(value: unknown, calls: FunctionCall[]): void {
  if (typeof value !== 'object' || value === null) return;
  const name = functionOf(value);
  if (name) calls.push({ name, argument: (value as Record<string, unknown>)[name] });
  for (const key in value) collect((value as Record<string, unknown>)[key], calls);
}
