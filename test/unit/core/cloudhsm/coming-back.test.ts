import { type BackupState, DescribeBackupsCommand, DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { requireActivated } from '../../../../core/cloudhsm/activated.ts';
import { whereNoneComes } from '../../../../core/cloudhsm/backup-coming.ts';
import type { Cluster } from '../../../../core/cloudhsm/cluster.ts';
import { nothingToComeFrom, requireBackupToComeBackFrom } from '../../../../core/cloudhsm/coming-back.ts';
import { cloudhsm } from '../../aws.ts';
import { clusterId, describedCluster, describedHsm } from '../../clusters.ts';
import { clusterOf, hsm } from '../found-cluster.ts';

const parked: Cluster = { ...clusterOf([]), tags: { 'cloudhsm-lifecycle:environment': 'production' } };

/** Backups in these states, the newest first. */
function backupsAre(...states: BackupState[]): void {
  const Backups = states.map((BackupState, index) => ({
    BackupId: `backup-${states.length - index}`,
    BackupState,
    CreateTimestamp: new Date(Date.UTC(2026, 0, 1, 0, 59 - index)),
  }));
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups });
}

beforeEach(() => {
  cloudhsm.reset();
});

test.each<[string, Cluster]>([
  ['an HSM stands', { ...parked, hsms: [hsm('us-east-1a')] }],
  ['one comes', { ...parked, hsms: [hsm('us-east-1a', 'CREATE_IN_PROGRESS')] }],
  ['it was never activated', { ...parked, state: 'UNINITIALIZED', certificates: { ...parked.certificates, cluster: undefined } }],
])('a first HSM needs no backup where %s', async (_, cluster) => {
  backupsAre();

  expect(await nothingToComeFrom(cluster)).toBeUndefined();
});

test.each<[string, BackupState[]]>([
  ['is READY', ['READY']],
  ['is being made', ['CREATE_IN_PROGRESS']],
  ['is READY, though a newer one was deleted', ['PENDING_DELETION', 'READY']],
])('the first HSM of a parked cluster comes from a backup that %s', async (_, states) => {
  backupsAre(...states);

  await expect(requireBackupToComeBackFrom(parked, 'creating an HSM')).resolves.toBeUndefined();
});

test('what somebody has deleted is taken back, the newest, while it can be', async () => {
  backupsAre('PENDING_DELETION', 'PENDING_DELETION');

  await expect(requireBackupToComeBackFrom({ ...parked, sourceBackupId: 'backup-0' }, 'creating an HSM')).rejects.toMatchObject({
    name: 'BackupMissing',
    details: {
      doing: 'creating an HSM',
      to: clusterId,
      problem: expect.stringMatching(/somebody has deleted backup-2, the newest$/),
      remedy: expect.stringMatching(
        /^take it back, while it can be \(`aws cloudhsmv2 restore-backup --backup-id backup-2`\), and start the workflow again/,
      ),
    },
  });
});

test('a cluster that was made from a backup of another begins with that one', async () => {
  backupsAre();

  expect(await nothingToComeFrom({ ...parked, sourceBackupId: 'backup-0' })).toBeUndefined();
});

test('without any, users and keys are lost here, and no HSM that knew nobody is made', async () => {
  backupsAre('DELETED' as BackupState);

  expect(await nothingToComeFrom(parked)).toEqual({
    problem: 'it has no HSM, and no READY backup from which one could come: users and keys are in backups alone',
    remedy: `where a copy is in another region, restore it there; else they are lost, and the cluster is of no use: \`aws cloudhsmv2 delete-cluster --cluster-id ${clusterId}\`, then \`npx hsm teardown production\``,
  });
});

const since = '2026-01-01T00:00:00.000Z';
const waited = (seconds: number) => ({ since, now: new Date(Date.parse(since) + seconds * 1000).toISOString() });
const stands = (...hsms: ReturnType<typeof describedHsm>[]) =>
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms: hsms })] });

test('a backup may come for half an hour, and for as long as one is being made', async () => {
  backupsAre();
  stands();
  expect(await whereNoneComes(clusterId, waited(1800))).toBeNull();
  expect(cloudhsm.calls()).toEqual([]);

  backupsAre('CREATE_IN_PROGRESS');
  expect(await whereNoneComes(clusterId, waited(100_000))).toBeNull();
});

test('of a cluster without HSMs none comes any more: the newest that is READY is what is left of it', async () => {
  backupsAre('PENDING_DELETION', 'READY', 'READY');
  stands(describedHsm(1, { State: 'DELETED' }));

  expect(await whereNoneComes(clusterId, waited(1801))).toMatchObject({ id: 'backup-2' });
});

test('where that has none, what it held is gone but for what was deleted this week', async () => {
  backupsAre('PENDING_DELETION');
  stands();

  await expect(whereNoneComes(clusterId, waited(1801))).rejects.toMatchObject({
    name: 'BackupMissing',
    details: { to: clusterId, remedy: expect.stringMatching(/restore-backup` takes its id\).*then `npx hsm teardown production`$/) },
  });
});

test('a cluster with HSMs makes one each day, or when another HSM joins', async () => {
  backupsAre('READY');
  stands(describedHsm(1), describedHsm(2));

  await expect(whereNoneComes(clusterId, waited(1801))).rejects.toMatchObject({
    name: 'BackupMissing',
    details: { remedy: expect.stringContaining('`npx hsm scale production --hsms 3`') },
  });
});

test.each([
  ['UNINITIALIZED', undefined, true],
  ['INITIALIZED', 'PEM', true],
  ['ACTIVE', 'PEM', false],
  ['MODIFY_IN_PROGRESS', 'PEM', false],
])('what wants an administrator is refused on a cluster that is known to have none: %s', (state, certificate, refused) => {
  const cluster = { ...parked, state, certificates: { ...parked.certificates, cluster: certificate } };
  const act = () => requireActivated(cluster, { doing: 'rotating passwords', whatFor: 'and has no users yet' });

  if (!refused) return expect(act).not.toThrow();
  expect(act).toThrow(
    expect.objectContaining({
      name: 'EnvironmentIncomplete',
      details: expect.objectContaining({ to: clusterId, problem: 'it was never activated, and has no users yet' }),
    }),
  );
});
