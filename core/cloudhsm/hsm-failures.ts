import { LifecycleError } from '../errors/lifecycle-error.ts';
import { usualDurations } from '../waiting/usual-durations.ts';
import { type Cluster, type Hsm, liveHsms } from './cluster.ts';

const doing = 'checking the HSMs';

/**
 * Throws where HSMs that are wanted do not come any more. CloudHSM replaces one that failed by itself, and lists may be late: until
 * it has had the time, nothing is said.
 *
 * @throws LifecycleError HsmDegraded, HsmMissing
 */
export function requireComing(cluster: Cluster, wanted: number, elapsedSeconds: number): void {
  if (elapsedSeconds <= usualDurations.createHsm.longest) return;
  const degraded = cluster.hsms.filter(({ state }) => state === 'DEGRADED');
  if (degraded.length > 0) throw hsmDegraded(cluster.clusterId, degraded);
  const alive = liveHsms(cluster).length;
  if (alive < wanted) throw hsmMissing(cluster.clusterId, alive, wanted);
}

function hsmDegraded(clusterId: string, degraded: Hsm[]): LifecycleError {
  const commands = degraded.map(({ hsmId }) => `\`aws cloudhsmv2 delete-hsm --cluster-id ${clusterId} --hsm-id ${hsmId}\``);
  const said = degraded.map(({ hsmId, eniId, stateMessage }) => `${hsmId} (${eniId})${stateMessage ? `: ${stateMessage}` : ''}`);
  return new LifecycleError('HsmDegraded', {
    doing,
    to: clusterId,
    problem: `DEGRADED, and not replaced by CloudHSM: ${said.join(', ')}`,
    remedy: `delete it (${commands.join(', ')}) and start the workflow again: it creates another`,
  });
}

function hsmMissing(clusterId: string, alive: number, wanted: number): LifecycleError {
  return new LifecycleError('HsmMissing', {
    doing,
    to: clusterId,
    problem: `CloudHSM lists ${alive} of ${wanted}, and has had the time to show the others`,
  });
}
