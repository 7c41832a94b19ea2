import { haveAllFailed } from '../cloudhsm/none-works.ts';
import type { Problem } from '../environment/problem.ts';
import type { Found } from './found.ts';

/** A run that wants an HSM that works, to use or to back up from, is refused while all of them have failed. */
export function failedHsmsProblems({ cluster }: Pick<Found, 'cluster'>): Problem[] {
  if (!cluster || !haveAllFailed(cluster)) return [];
  const remedy =
    'CloudHSM replaces an HSM that failed by itself in some minutes; where it does not, the run says what to do, and removes none';
  return [{ path: 'cluster', problem: 'no HSM of it is ACTIVE', remedy }];
}
