import { StateError } from '../state-error.ts';
import type { TaskCall } from './integration.ts';

/**
 * Checks what a role needs so that Step Functions can follow a job for it: the managed rule, describing and stopping.
 *
 * @param purpose as iam/dependent-actions.json has it
 * @param error the integration's error for a refusal
 * @throws StateError
 */
export function demandJobPermissions(call: TaskCall, purpose: string, names: Record<string, string>, error: string): void {
  const denial = call.place.iam.demand(call.caller, purpose, names);
  if (denial) throw new StateError(error, denial);
}
