import { LifecycleError } from '../errors/lifecycle-error.ts';
import type { Hsm } from './cluster.ts';

const doing = 'checking the HSMs';

export function hsmDegraded(clusterId: string, degraded: Hsm[]): LifecycleError {
  return new LifecycleError('HsmDegraded', {
    doing,
    to: clusterId,
    problem: `${degraded.map(({ hsmId, eniId }) => `${hsmId} (${eniId})`).join(', ')} is DEGRADED`,
    remedy: 'delete it with `aws cloudhsmv2 delete-hsm` and start the workflow again: it creates another',
  });
}

export function hsmMissing(clusterId: string, alive: number, wanted: number): LifecycleError {
  return new LifecycleError('HsmMissing', {
    doing,
    to: clusterId,
    problem: `CloudHSM lists ${alive} of ${wanted}, and has had the time to show the others`,
    remedy: 'start the workflow again: it creates what is missing; see in CloudTrail whether somebody deletes HSMs',
  });
}
