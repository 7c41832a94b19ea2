import { isObject } from '../../../../kernel/json-object.ts';
import type { Seeded } from '../../../../kernel/seeded.ts';

/** Why a function gives nothing. */
export class FunctionFailure extends Error {}

/** Draws on chance, each time anew. */
export interface Chance {
  uuid(): string;
  fraction(): number;
}

export interface IntrinsicFunction {
  /** How many arguments it takes. */
  least: number;
  most: number;
  run(given: unknown[], chance: Chance): unknown;
}

/** @param purpose the path that the values hang from */
export function chanceOf(random: Seeded, purpose: (string | number)[]): Chance {
  let drawn = 0;
  return {
    uuid: () => random.uuid(...purpose, drawn++),
    fraction: () => random.fraction(...purpose, drawn++),
  };
}

export function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw new FunctionFailure(`Expected an array, but was: ${shown(value)}`);
}

export function text(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new FunctionFailure(`Expected a string, but was: ${shown(value)}`);
}

export function object(value: unknown): Record<string, unknown> {
  if (isObject(value)) return value;
  throw new FunctionFailure(`Expected a JSON object, but was: ${shown(value)}`);
}

/** A number, rounded as the Developer Guide says, and as recorded: a half goes up. */
export function integer(value: unknown): number {
  if (typeof value === 'number') return Math.round(value) + 0;
  throw new FunctionFailure(`Expected a number, but was: ${shown(value)}`);
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 200);
}
