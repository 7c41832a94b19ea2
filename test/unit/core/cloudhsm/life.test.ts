import { ClusterState } from '@aws-sdk/client-cloudhsm-v2';
import { expect, test } from 'vitest';
import type { Cluster } from '../../../../core/cloudhsm/cluster.ts';
import type { Hsm } from '../../../../core/cloudhsm/hsm.ts';
import {
  clusterBusy,
  hasAdmin,
  hasFailed,
  isClaimed,
  isPassing,
  progressTo,
  requireLife,
  type Stage,
} from '../../../../core/cloudhsm/life.ts';

interface Row {
  passing: boolean;
  /** Whether the state alone shows that it carries its owner's certificate. */
  claimed: boolean;
  /** Whether it has an administrator, without and with a certificate. */
  admin: [string, string];
  /** On the way to `created`, `initialized` and `activated`; or the error that says that it does not get there. */
  stages: string[] | 'ClusterDegraded' | 'ClusterStateUnexpected';
}

const [ready, pending] = ['ready', 'pending'];
const table: Record<string, Row> = {
  CREATE_IN_PROGRESS: { passing: true, claimed: false, admin: ['no', 'unknown'], stages: [pending, pending, pending] },
  UNINITIALIZED: { passing: false, claimed: false, admin: ['no', 'no'], stages: [ready, pending, pending] },
  INITIALIZE_IN_PROGRESS: { passing: true, claimed: false, admin: ['no', 'unknown'], stages: [pending, pending, pending] },
  INITIALIZED: { passing: false, claimed: true, admin: ['no', 'no'], stages: [ready, ready, pending] },
  ACTIVE: { passing: false, claimed: true, admin: ['yes', 'yes'], stages: [ready, ready, ready] },
  UPDATE_IN_PROGRESS: { passing: true, claimed: false, admin: ['no', 'unknown'], stages: [pending, pending, pending] },
  MODIFY_IN_PROGRESS: { passing: true, claimed: false, admin: ['no', 'unknown'], stages: [pending, pending, pending] },
  ROLLBACK_IN_PROGRESS: { passing: false, claimed: false, admin: ['no', 'unknown'], stages: 'ClusterDegraded' },
  DEGRADED: { passing: false, claimed: false, admin: ['no', 'unknown'], stages: 'ClusterDegraded' },
  DELETE_IN_PROGRESS: { passing: false, claimed: false, admin: ['no', 'unknown'], stages: 'ClusterStateUnexpected' },
  DELETED: { passing: false, claimed: false, admin: ['no', 'unknown'], stages: 'ClusterStateUnexpected' },
  'a state that is news': { passing: false, claimed: false, admin: ['unknown', 'unknown'], stages: 'ClusterStateUnexpected' },
};
const rows = Object.entries(table);
const stages: Stage[] = ['created', 'initialized', 'activated'];

function cluster(
  state: string,
  { certificate, hsms = [], ...others }: { certificate?: string; hsms?: Hsm[]; stateMessage?: string; sourceBackupId?: string } = {},
) {
  return { clusterId: 'cluster-1', state, stateMessage: '', ...others, hsms, certificates: { cluster: certificate } } as unknown as Cluster;
}

function hsm(hsmId: string, state: string): Hsm {
  return { hsmId, eniId: '', ip: '', availabilityZone: 'us-east-1a', state, stateMessage: '' };
}

test('every state that CloudHSM names has its row', () => {
  expect(Object.values(ClusterState).filter((state) => !(state in table))).toEqual([]);
});

test.each(rows)('%s: CloudHSM is at work on it, or not', (state, { passing }) => {
  expect(isPassing(cluster(state))).toBe(passing);
});

test.each(rows)('%s: claimed by what the state says, or by a certificate in any state', (state, { claimed }) => {
  expect(isClaimed(cluster(state))).toBe(claimed);
  expect(isClaimed(cluster(state, { certificate: 'PEM' }))).toBe(true);
});

test.each(rows)('%s: has an administrator, has none, or nobody knows', (state, { admin }) => {
  expect([hasAdmin(cluster(state)), hasAdmin(cluster(state, { certificate: 'PEM' }))]).toEqual(admin);
});

test.each(rows)('%s: on the way to each stage, or never', (state, { stages: expected }) => {
  const progress = (stage: Stage) => progressTo(stage, cluster(state));

  if (Array.isArray(expected)) expect(stages.map(progress)).toEqual(expected);
  else for (const stage of stages) expect(() => progress(stage)).toThrow(expect.objectContaining({ name: expected }));
});

test.each(rows)('%s: lives, or comes back no more', (state, { stages: expected }) => {
  const look = () => requireLife(cluster(state));

  if (Array.isArray(expected)) expect(look).not.toThrow();
  else expect(look).toThrow(expect.objectContaining({ name: expected }));
});

test.each(rows)('%s: has failed, or has not', (state, { stages: expected }) => {
  expect(hasFailed(cluster(state))).toBe(expected === 'ClusterDegraded');
});

test('what does not come back is told with its state, and with what CloudHSM says of it', () => {
  const details = { doing: 'checking the cluster', to: 'cluster-1' };

  expect(() => requireLife(cluster('DEGRADED'))).toThrow(
    expect.objectContaining({ details: expect.objectContaining({ ...details, problem: 'its state is DEGRADED' }) }),
  );
  expect(() => requireLife(cluster('DEGRADED', { stateMessage: 'something broke' }))).toThrow(
    expect.objectContaining({ details: expect.objectContaining({ ...details, problem: 'its state is DEGRADED (something broke)' }) }),
  );
});

test.each<[string, Cluster, string]>([
  [
    'that holds no keys is to be deleted, its HSMs first, by whole commands',
    cluster('DEGRADED', { hsms: [hsm('hsm-1', 'ACTIVE'), hsm('hsm-2', 'DELETED'), hsm('hsm-3', 'DELETE_IN_PROGRESS')] }),
    'it holds no keys: delete it (`aws cloudhsmv2 delete-hsm --cluster-id cluster-1 --hsm-id hsm-1`, then `aws cloudhsmv2 delete-cluster --cluster-id cluster-1`); then start the workflow again',
  ],
  [
    'that may hold keys is not to be touched',
    cluster('DEGRADED', { certificate: 'PEM', hsms: [hsm('hsm-1', 'ACTIVE')] }),
    'it may hold keys: ask AWS Support before you touch it; when it is ACTIVE again, start the workflow again',
  ],
  [
    'whose keys are in its backups alone, since it has no HSM, is deleted once the newest of those is READY',
    cluster('DEGRADED', { certificate: 'PEM', hsms: [hsm('hsm-1', 'DELETE_IN_PROGRESS')] }),
    'it has no HSM, so that its keys are in its backups alone: where the newest of those is READY (`aws cloudhsmv2 describe-backups --filters clusterIds=cluster-1`), delete it (`aws cloudhsmv2 delete-cluster --cluster-id cluster-1`); then start the workflow again',
  ],
  [
    'that was made from a backup, and has none of its own yet, is made again from that one',
    cluster('DEGRADED', { certificate: 'PEM', sourceBackupId: 'backup-1' }),
    'it has no HSM, so that its keys are in its backups alone: where the newest of those is READY (`aws cloudhsmv2 describe-backups --filters clusterIds=cluster-1`), or else backup-1, which it was made from (`aws cloudhsmv2 describe-backups --filters backupIds=backup-1`), delete it (`aws cloudhsmv2 delete-cluster --cluster-id cluster-1`); then start the workflow again',
  ],
  [
    'that CloudHSM takes back is waited for',
    cluster('ROLLBACK_IN_PROGRESS'),
    'CloudHSM takes it back by itself; start the workflow again when it is gone',
  ],
  [
    'that somebody deletes is replaced when it is gone',
    cluster('DELETE_IN_PROGRESS'),
    'somebody deletes it (CloudTrail names them); start the workflow again when it is gone: it creates another',
  ],
])('a cluster %s', (_, failed, remedy) => {
  expect(() => requireLife(failed)).toThrow(expect.objectContaining({ details: expect.objectContaining({ remedy }) }));
});

test('of a state that is news nobody is told to delete the cluster', () => {
  expect(() => requireLife(cluster('HIBERNATING'))).toThrow(
    expect.objectContaining({ details: expect.objectContaining({ remedy: expect.not.stringContaining('delete') }) }),
  );
});

test('a cluster that CloudHSM is at work on is busy', () => {
  expect(clusterBusy(cluster('MODIFY_IN_PROGRESS'), 'creating an HSM')).toMatchObject({
    name: 'ClusterBusy',
    details: { doing: 'creating an HSM', to: 'cluster-1', problem: 'its state is MODIFY_IN_PROGRESS' },
  });
});
