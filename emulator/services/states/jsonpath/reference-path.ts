import { isObject } from '../../../kernel/json-object.ts';
import { type Path, path } from './path.ts';

/** Why a value has no place there. */
export class Conflict extends Error {}

/**
 * The data with a value at the end of a reference path: objects that are missing on the way are made.
 *
 * @throws Conflict
 */
export function placed({ steps }: Path, data: unknown, value: unknown): unknown {
  return place(steps, 0, data, value, data);
}

function place(steps: Path['steps'], at: number, here: unknown, value: unknown, data: unknown): unknown {
  if (at === steps.length) return value;
  const step = steps[at]!;
  const conflict = () => new Conflict(`Unable to apply step "${step}" to input ${JSON.stringify(data)}`);
  if (typeof step === 'number') {
    if (!Array.isArray(here) || step < 0 || step >= here.length) throw conflict();
    return here.with(step, place(steps, at + 1, here[step], value, data));
  }
  if (here !== undefined && !isObject(here)) throw conflict();
  const members = (here ?? {}) as Record<string, unknown>;
  const inner = place(steps, at + 1, Object.hasOwn(members, step) ? members[step] : undefined, value, data);
  // a member of its own, whatever its name
  return Object.fromEntries([...Object.entries(members), [step, inner]]);
}

/** @throws Conflict at the first step that leads nowhere */
export function reached(text: string, data: unknown): void {
  let here = data;
  for (const step of path(text).steps) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step))
      throw new Conflict(`Unable to apply step "${step}" to input ${JSON.stringify(data)}`);
    here = (here as Record<string | number, unknown>)[step];
  }
}
