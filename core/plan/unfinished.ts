import { hasAdmin } from '../cloudhsm/life.ts';
import type { Problem } from '../environment/problem.ts';
import type { Found } from './found.ts';

/** A run that wants an activated cluster is refused before: its first HSM, certificate and administrator are provisioning's. */
export function unfinished({ cluster }: Pick<Found, 'cluster'>): Problem[] {
  if (!cluster || hasAdmin(cluster) !== 'no') return [];
  return [{ path: 'cluster', problem: 'it was never activated', remedy: 'provision the environment, which goes on from where it was' }];
}
