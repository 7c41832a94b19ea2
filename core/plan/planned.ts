import type { Environment } from '../environment/environment.ts';
import type { Problem } from '../environment/problem.ts';
import type { Found } from './found.ts';

/** What a run does to one thing. */
export interface Change {
  action: 'create' | 'change' | 'remove' | 'keep';
  what: string;
  /** Where it stands already. */
  id?: string;
  /** Whether nobody can take it back. */
  irreversible: boolean;
}

/** What an intent would do to an environment. */
export interface Planned {
  changes: Change[];
  /** How long it usually takes. */
  seconds: number;
  /** What is billed afterwards. */
  billed: { hsms: number; keys: number };
  /** What it would be refused for, beyond what every intent is. */
  problems?: Problem[];
}

/** @param changes what is asked for beside the environment's name or file */
export type PlanOf = (environment: Environment, found: Found, changes: Record<string, unknown>) => Planned | Promise<Planned>;

export function keep(what: string, id?: string): Change {
  return { action: 'keep', what, ...(id && { id }), irreversible: false };
}

export function change(what: string, id?: string): Change {
  return { action: 'change', what, ...(id && { id }), irreversible: false };
}

export function create(what: string): Change {
  return { action: 'create', what, irreversible: false };
}

/** What is removed and comes back. */
export function remove(what: string, id?: string): Change {
  return { action: 'remove', what, ...(id && { id }), irreversible: false };
}

/** What is removed and does not come back. */
export function removeForGood(what: string, id?: string): Change {
  return { ...remove(what, id), irreversible: true };
}
