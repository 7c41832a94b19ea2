import { type ErrorDetails, LifecycleError } from '../errors/lifecycle-error.ts';
import type { Cluster } from './cluster.ts';
import { deletionCommands } from './deletion-commands.ts';
import { liveHsms } from './hsm.ts';

/** How far a cluster has come: it exists, it carries its owner's certificate, it has an administrator. */
export type Stage = 'created' | 'initialized' | 'activated';

interface Life {
  /** CloudHSM is at work on it: what the state says of the stage is old, and nothing can be changed meanwhile. */
  passing?: true;
  /** The stages that it has reached for certain. */
  reached: Stage[];
  /** It does not come back by itself. */
  over?: 'failed' | 'gone' | 'unknown';
}

/** What each state of a cluster means. MODIFY_IN_PROGRESS and UPDATE_IN_PROGRESS say nothing of what lies beneath. */
const lives: Record<string, Life> = {
  CREATE_IN_PROGRESS: { passing: true, reached: [] },
  UNINITIALIZED: { reached: ['created'] },
  INITIALIZE_IN_PROGRESS: { passing: true, reached: ['created'] },
  INITIALIZED: { reached: ['created', 'initialized'] },
  ACTIVE: { reached: ['created', 'initialized', 'activated'] },
  UPDATE_IN_PROGRESS: { passing: true, reached: ['created'] },
  MODIFY_IN_PROGRESS: { passing: true, reached: ['created'] },
  ROLLBACK_IN_PROGRESS: { reached: [], over: 'failed' },
  DEGRADED: { reached: ['created'], over: 'failed' },
  DELETE_IN_PROGRESS: { reached: [], over: 'gone' },
  DELETED: { reached: [], over: 'gone' },
};

/** A state that is news to us: nothing is concluded from it. */
const unknown: Life = { reached: [], over: 'unknown' };

/** Whether CloudHSM is at work on it: what its state says is old. */
export function isPassing({ state }: Pick<Cluster, 'state'>): boolean {
  return lives[state]?.passing === true;
}

/** Whether it waits for its next step on the way to its first administrator: provisioning has not come to its end, or waits for people. */
export function isUnfinished({ state }: Pick<Cluster, 'state'>): boolean {
  const { reached, passing, over } = lives[state] ?? unknown;
  return !passing && !over && !reached.includes('activated');
}

/** Whether it carries its owner's certificate: from then on it is somebody's, and may hold keys. */
export function isClaimed({ state, certificates }: Pick<Cluster, 'state' | 'certificates'>): boolean {
  return certificates.cluster !== undefined || (lives[state] ?? unknown).reached.includes('initialized');
}

/** Whether it has an administrator; `unknown` while CloudHSM is at work on a claimed cluster, or after it failed. */
export function hasAdmin(cluster: Pick<Cluster, 'state' | 'certificates'>): 'yes' | 'no' | 'unknown' {
  const { reached, passing, over } = lives[cluster.state] ?? unknown;
  if (reached.includes('activated')) return 'yes';
  if (over === 'unknown') return 'unknown';
  return (passing || over) && isClaimed(cluster) ? 'unknown' : 'no';
}

/**
 * Where a cluster stands on its way to a stage: `ready` when it has reached it and nobody is at work on it.
 *
 * @throws LifecycleError ClusterDegraded, ClusterStateUnexpected where it does not get there
 */
export function progressTo(stage: Stage, cluster: Cluster): 'ready' | 'pending' {
  const { passing, reached, over } = lives[cluster.state] ?? unknown;
  if (over) throw clusterOver(cluster, over);
  return !passing && reached.includes(stage) ? 'ready' : 'pending';
}

/** Throws what `progressTo` throws of a cluster that does not come back. */
export function requireLife(cluster: Cluster): void {
  const { over } = lives[cluster.state] ?? unknown;
  if (over) throw clusterOver(cluster, over);
}

/** Whether it has failed, and does not come back by itself. */
export function hasFailed({ state }: Pick<Cluster, 'state'>): boolean {
  return lives[state]?.over === 'failed';
}

function clusterOver(cluster: Cluster, over: NonNullable<Life['over']>): LifecycleError {
  const { clusterId, state, stateMessage } = cluster;
  const told = {
    doing: 'checking the cluster',
    to: clusterId,
    problem: `its state is ${state}${stateMessage ? ` (${stateMessage})` : ''}`,
  };
  if (over === 'unknown') return new LifecycleError('ClusterStateUnexpected', told);
  if (over === 'gone') return new LifecycleError('ClusterStateUnexpected', { ...told, remedy: afterDeletion });
  return new LifecycleError('ClusterDegraded', { ...told, remedy: remedyOf(cluster) });
}

const afterDeletion = 'somebody deletes it (CloudTrail names them); start the workflow again when it is gone: it creates another';

function remedyOf(cluster: Cluster): string {
  if (cluster.state === 'ROLLBACK_IN_PROGRESS') return 'CloudHSM takes it back by itself; start the workflow again when it is gone';
  if (cluster.certificates.cluster && liveHsms(cluster).length > 0)
    return 'it may hold keys: ask AWS Support before you touch it; when it is ACTIVE again, start the workflow again';
  if (cluster.certificates.cluster)
    return `${withoutHsms(cluster)}, delete it (${deletionCommands(cluster)}); then start the workflow again`;
  return `it holds no keys: delete it (${deletionCommands(cluster)}); then start the workflow again`;
}

/** Parked, or made from a backup and never come up: a cluster keeps nothing but on its HSMs, and backups outlive it. */
function withoutHsms({ clusterId, sourceBackupId }: Cluster): string {
  const own = `\`aws cloudhsmv2 describe-backups --filters clusterIds=${clusterId}\``;
  const source =
    sourceBackupId &&
    `, or else ${sourceBackupId}, which it was made from (\`aws cloudhsmv2 describe-backups --filters backupIds=${sourceBackupId}\`)`;
  return `it has no HSM, so that its keys are in its backups alone: where the newest of those is READY (${own})${source ?? ''}`;
}

/** CloudHSM is at work on the cluster and takes no change: the state machine tries again until it is done. */
export function clusterBusy({ clusterId, state }: Pick<Cluster, 'clusterId' | 'state'>, doing: ErrorDetails['doing']): LifecycleError {
  return new LifecycleError('ClusterBusy', { doing, to: clusterId, problem: `its state is ${state}` });
}
