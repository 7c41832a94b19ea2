import { LifecycleError } from '../errors/lifecycle-error.ts';
import type { Cluster } from './cluster.ts';

/** The error of a cluster whose state is neither what is waited for nor on the way there. */
export function unexpectedState({ clusterId, state, stateMessage }: Cluster): LifecycleError {
  const said = stateMessage ? ` (${stateMessage})` : '';
  if (state === 'DEGRADED' || state === 'ROLLBACK_IN_PROGRESS') {
    return new LifecycleError('ClusterDegraded', {
      doing: 'checking the cluster',
      to: clusterId,
      problem: `its state is ${state}${said}`,
      remedy:
        'delete a cluster that was never initialized and start the workflow again; with keys in it, ask AWS Support before you touch it',
    });
  }
  return new LifecycleError('ClusterStateUnexpected', {
    doing: 'checking the cluster',
    to: clusterId,
    problem: `its state is ${state}${said}`,
    remedy: 'see in CloudTrail who works on the cluster beside this workflow; start the workflow again when they are done',
  });
}
