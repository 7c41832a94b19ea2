import { type Backup, type BackupState, DescribeBackupsCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { backupSince, backupsOf, newestBackup, readBackup } from '../../../../core/cloudhsm/backup.ts';
import { cloudhsm } from '../../aws.ts';
import { clusterId } from '../../clusters.ts';

beforeEach(() => {
  cloudhsm.reset();
});

test('asks CloudHSM for the newest READY backup of the cluster alone', async () => {
  cloudhsm.on(DescribeBackupsCommand).resolves({
    Backups: [{ BackupId: 'backup-a', BackupState: 'READY', CreateTimestamp: new Date('2026-01-01T00:30:00Z') }],
  });

  expect(await newestBackup(clusterId)).toEqual({ id: 'backup-a', state: 'READY', createdAt: '2026-01-01T00:30:00.000Z' });
  expect(cloudhsm.commandCalls(DescribeBackupsCommand)[0]!.args[0].input).toEqual({
    Filters: { clusterIds: [clusterId], states: ['READY'] },
    SortAscending: false,
    MaxResults: 1,
  });
});

test('a cluster without one has none', async () => {
  cloudhsm.on(DescribeBackupsCommand).resolves({});

  expect(await newestBackup(clusterId)).toBeNull();
});

const at = (second: string) => new Date(`2026-01-01T00:${second}Z`);
const backup = (id: string, second: string, BackupState: BackupState = 'READY') => ({
  BackupId: id,
  BackupState,
  CreateTimestamp: at(second),
});
const backupsAre = (...Backups: Backup[]) => cloudhsm.on(DescribeBackupsCommand).resolves({ Backups });

test('backups of a cluster are listed from every page, the newest first', async () => {
  cloudhsm
    .on(DescribeBackupsCommand)
    .resolvesOnce({ Backups: [backup('b', '20:00'), backup('a', '10:00')], NextToken: 'next' })
    .resolves({ Backups: [backup('c', '30:00', 'PENDING_DELETION')] });

  expect((await backupsOf(clusterId)).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
});

test('a backup by its id is known with what a cluster that is made from it has to be', async () => {
  const described = { ...backup('a', '10:00'), Mode: 'NON_FIPS', HsmType: 'hsm2m.medium', ClusterId: clusterId };
  backupsAre({ ...described, TagList: [{ Key: 'team', Value: 'payments' }] });

  expect(await readBackup('a')).toEqual({
    id: 'a',
    state: 'READY',
    createdAt: '2026-01-01T00:10:00.000Z',
    mode: 'NON_FIPS',
    hsmType: 'hsm2m.medium',
    clusterId,
    tags: { team: 'payments' },
  });
  expect(cloudhsm.commandCalls(DescribeBackupsCommand)[0]!.args[0].input).toEqual({ Filters: { backupIds: ['a'] } });
});

test('a copy is of the cluster in its own region; of one that CloudHSM does not show nothing is known', async () => {
  backupsAre({ ...backup('a', '10:00'), ClusterId: clusterId, SourceCluster: 'cluster-there' });
  expect(await readBackup('a')).toMatchObject({ clusterId: 'cluster-there', mode: '', hsmType: '' });

  backupsAre();
  expect(await readBackup('a')).toBeUndefined();
});

test.each<[string, ReturnType<typeof backup>[], string | undefined]>([
  ['one of the same second: clocks agree to the second', [backup('new', '10:00')], 'new'],
  ['not one of a second before', [backup('old', '09:59.999')], undefined],
  ['none, where there is none', [], undefined],
  ['the newest, which holds more than the others', [backup('newer', '30:00'), backup('new', '20:00')], 'newer'],
  ['none while one is being made', [backup('newer', '30:00', 'CREATE_IN_PROGRESS'), backup('new', '20:00')], undefined],
  ['none while an older one is still being made', [backup('new', '20:00'), backup('older', '05:00', 'CREATE_IN_PROGRESS')], undefined],
  ['none where somebody has deleted the newest', [backup('newer', '30:00', 'PENDING_DELETION'), backup('new', '20:00')], undefined],
])('since an HSM goes there is %s', async (_, backups, expected) => {
  backupsAre(...backups);

  expect((await backupSince(clusterId, '2026-01-01T00:10:00.900Z'))?.id).toBe(expected);
});
