import { LifecycleError } from '../errors/lifecycle-error.ts';
import { elapsedSeconds } from '../waiting/progress.ts';
import type { Cluster } from './cluster.ts';
import { type Hsm, liveHsms } from './hsm.ts';

const doing = 'checking the HSMs';

/** CloudHSM replaces an HSM that failed by itself, in ten minutes usually; and a list may be late. */
const replacementSeconds = 1200;

/**
 * Since when HSMs that are wanted have failed or are not there, ISO 8601, as the looks of one wait see it; null while they come. Until
 * CloudHSM has had the time to replace them, counted from the first look that saw it, nothing is said.
 *
 * @param brokenSince what the look before has answered
 * @param now ISO 8601: the state machine's time
 * @throws LifecycleError HsmDegraded, HsmMissing
 */
export function requireComing(cluster: Cluster, wanted: number, brokenSince: string | null, now: string): string | null {
  const degraded = cluster.hsms.filter(({ state }) => state === 'DEGRADED');
  const alive = liveHsms(cluster).length;
  if (degraded.length === 0 && alive >= wanted) return null;
  const since = brokenSince ?? now;
  if (elapsedSeconds({ since, now }) <= replacementSeconds) return since;
  throw degraded.length > 0 ? hsmDegraded(cluster.clusterId, degraded) : hsmMissing(cluster.clusterId, alive, wanted);
}

export function hsmDegraded(clusterId: string, degraded: Hsm[]): LifecycleError {
  const commands = degraded.map(({ hsmId }) => `\`aws cloudhsmv2 delete-hsm --cluster-id ${clusterId} --hsm-id ${hsmId}\``);
  const said = degraded.map(({ hsmId, eniId, stateMessage }) => `${hsmId} (${eniId})${stateMessage ? `: ${stateMessage}` : ''}`);
  return new LifecycleError('HsmDegraded', {
    doing,
    to: clusterId,
    problem: `DEGRADED, and not replaced by CloudHSM: ${said.join(', ')}`,
    remedy: `delete it (${commands.join(', ')}); then start the workflow again: it creates another`,
  });
}

function hsmMissing(clusterId: string, alive: number, wanted: number): LifecycleError {
  return new LifecycleError('HsmMissing', {
    doing,
    to: clusterId,
    problem: `CloudHSM lists ${alive} of ${wanted}, and has had the time to show the others`,
  });
}
