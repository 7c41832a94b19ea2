import { LifecycleError } from '../errors/lifecycle-error.ts';
import { elapsedSeconds } from '../waiting/progress.ts';
import { activeHsms } from './active-hsms.ts';
import type { Cluster } from './cluster.ts';
import { deleteHsmCommand } from './deletion-commands.ts';
import { type Hsm, liveHsms } from './hsm.ts';
import { hasAdmin } from './life.ts';
import { anotherHsm } from './none-works.ts';
import { environmentTag } from './tags.ts';

const doing = 'checking the HSMs';

/** CloudHSM replaces an HSM that failed by itself, in ten minutes usually; and a list may be late. */
const replacementSeconds = 1200;

/**
 * Since when HSMs that are wanted have failed or are not there, ISO 8601, as the looks of one wait see it; null while they come. Until
 * CloudHSM has had the time to replace them, counted from the first look that saw it, nothing is said.
 *
 * @param brokenSince what the look before has answered
 * @param now ISO 8601: the state machine's time
 * @throws LifecycleError HsmDegraded, LastHsmDegraded, HsmMissing
 */
export function requireComing(cluster: Cluster, wanted: number, brokenSince: string | null, now: string): string | null {
  const degraded = cluster.hsms.filter(({ state }) => state === 'DEGRADED');
  const alive = liveHsms(cluster).length;
  if (degraded.length === 0 && alive >= wanted) return null;
  const since = brokenSince ?? now;
  if (elapsedSeconds({ since, now }) <= replacementSeconds) return since;
  if (degraded.length === 0) throw hsmMissing(cluster.clusterId, alive, wanted);
  // a drill's holds what its backup holds
  const environment = hasAdmin(cluster) === 'no' ? undefined : cluster.tags[environmentTag];
  const holdAll = environment !== undefined && activeHsms(cluster).length === 0;
  throw holdAll ? noneActive(environment, cluster, degraded) : hsmDegraded(cluster, degraded);
}

/** Deleting them may lose users and keys that no backup has. */
function noneActive(environment: string, cluster: Cluster, degraded: Hsm[]): LifecycleError {
  return new LifecycleError('LastHsmDegraded', {
    doing,
    to: cluster.clusterId,
    problem: `no HSM of it is ACTIVE; these may hold what no backup has, and CloudHSM has not replaced them: ${said(degraded)}`,
    remedy: `delete none of them; have another made (${anotherHsm(cluster)}), which comes from the newest backup, without what was made since, or ask AWS Support first; when it is ACTIVE, \`npx hsm repair ${environment}\`, and start the workflow again`,
  });
}

export function hsmDegraded(cluster: Cluster, degraded: Hsm[]): LifecycleError {
  const { clusterId } = cluster;
  return new LifecycleError('HsmDegraded', {
    doing,
    to: clusterId,
    problem: `DEGRADED, and not replaced by CloudHSM: ${said(degraded)}`,
    remedy: replacing(cluster, degraded),
  });
}

/** A repair knows environments that have their admin alone, and wants an HSM that works. */
function replacing(cluster: Cluster, degraded: Hsm[]): string {
  const environment = cluster.tags[environmentTag];
  if (environment && hasAdmin(cluster) === 'yes' && activeHsms(cluster).length > 0)
    return `\`npx hsm repair ${environment}\`, which removes it and makes another; then start the workflow again`;
  const commands = degraded.map(({ hsmId }) => `\`${deleteHsmCommand(cluster.clusterId, hsmId)}\``);
  return `delete it (${commands.join(', ')}); then start the workflow again: it creates another`;
}

function said(degraded: Hsm[]): string {
  return degraded.map(({ hsmId, eniId, stateMessage }) => `${hsmId} (${eniId})${stateMessage ? `: ${stateMessage}` : ''}`).join(', ');
}

function hsmMissing(clusterId: string, alive: number, wanted: number): LifecycleError {
  return new LifecycleError('HsmMissing', {
    doing,
    to: clusterId,
    problem: `CloudHSM lists ${alive} of ${wanted}, and has had the time to show the others`,
  });
}
