import type { Branch } from '../branch.ts';
import { StateError } from '../state-error.ts';

/** A cause in AWS's words: what went wrong while the current state ran. */
export function causeIn(branch: Branch, why: string): string {
  const { name, id } = branch.current;
  return `An error occurred while executing the state '${name}' (entered at the event id #${id}). ${why}`;
}

export function runtimeFailure(branch: Branch, why: string): StateError {
  return new StateError('States.Runtime', causeIn(branch, why));
}
