import { type Backup, DescribeBackupsCommand, DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/check-backup.ts';
import { cloudhsm } from '../aws.ts';
import { clusterId, describedCluster, describedHsm } from '../clusters.ts';
import { context } from '../lambda-context.ts';

const waiting = { awaited: 'createBackup' as const, since: '2026-01-01T00:00:00Z', now: '2026-01-01T00:01:30Z', deadlineSeconds: 7200 };
const event = { clusterId, waiting };

beforeEach(() => {
  cloudhsm.reset();
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms: [describedHsm(1)] })] });
});

test('is ready with the newest READY backup of the cluster', async () => {
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups: [{ BackupId: 'backup-aaaaaaaaaaa', BackupState: 'READY' }] });

  expect(await handler(event, context)).toMatchObject({ ready: true, backupId: 'backup-aaaaaaaaaaa' });
  expect(cloudhsm.commandCalls(DescribeBackupsCommand)[0]!.args[0].input).toEqual({
    Filters: { clusterIds: [clusterId], states: ['READY'] },
    SortAscending: false,
    MaxResults: 1,
  });
});

test('waits on while there is none', async () => {
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups: [] });

  const result = await handler(event, context);

  expect(result).toMatchObject({ ready: false, pending: true, waitSeconds: 12 });
  expect(result.backupId).toBeUndefined();
});

test('where only one counts that was made since, an older one does not, nor one while another is being made', async () => {
  const backup = (time: string, BackupState: 'READY' | 'CREATE_IN_PROGRESS' = 'READY') => ({
    ...{ BackupId: `backup-${time.slice(11, 16)}`, BackupState },
    CreateTimestamp: new Date(time),
  });
  const since = { ...event, madeSince: '2026-01-01T00:00:00.500Z' };
  backups(backup('2025-12-31T23:59:59Z'));
  expect(await handler(since, context)).toMatchObject({ ready: false, pending: true });
  backups(backup('2026-01-01T00:00:00Z'));
  expect(await handler(since, context)).toMatchObject({ ready: true, backupId: 'backup-00:00' });
  backups(backup('2026-01-01T00:00:00Z'), backup('2026-01-01T00:01:00Z', 'CREATE_IN_PROGRESS'));
  expect(await handler(since, context)).toMatchObject({ ready: false, pending: true });
});

test('gives up after the deadline, naming the cluster', async () => {
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups: [{ BackupId: 'backup-aaaaaaaaaaa', BackupState: 'CREATE_IN_PROGRESS' }] });
  cloudhsm.on(DescribeBackupsCommand, { Filters: { clusterIds: [clusterId], states: ['READY'] } }).resolves({});

  await expect(handler({ ...event, waiting: { ...waiting, now: '2026-01-01T02:00:01Z' } }, context)).rejects.toMatchObject({
    name: 'WaitDeadlineExceeded',
    details: { to: clusterId },
  });
});

/** After half an hour, of which CloudHSM has had the time for a backup that it makes. */
function muchLater(madeSince?: string) {
  return handler({ clusterId, madeSince, waiting: { ...waiting, now: '2026-01-01T00:30:01Z' } }, context);
}

function backups(...Backups: Backup[]): void {
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups });
}

test('where none is being made it says soon how to come to one', async () => {
  backups();
  expect(await handler({ ...event, waiting: { ...waiting, now: '2026-01-01T00:30:00Z' } }, context)).toMatchObject({ pending: true });
  await expect(muchLater()).rejects.toMatchObject({
    name: 'BackupMissing',
    details: {
      to: clusterId,
      remedy: expect.stringMatching(/start the workflow again in a day, or .*\(`npx hsm scale production --hsms 2/),
    },
  });
});

test('a cluster without HSMs makes none any more: the newest that is READY is what is left of it', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster()] });
  backups({ BackupId: 'backup-aaaaaaaaaaa', BackupState: 'READY', CreateTimestamp: new Date('2025-12-31T00:00:00Z') });
  expect(await handler({ ...event, madeSince: waiting.since }, context)).toMatchObject({ pending: true });
  expect(await muchLater(waiting.since)).toMatchObject({ ready: true, backupId: 'backup-aaaaaaaaaaa' });

  backups({ BackupId: 'backup-aaaaaaaaaaa', BackupState: 'PENDING_DELETION' });
  await expect(muchLater(waiting.since)).rejects.toMatchObject({
    name: 'BackupMissing',
    details: {
      remedy: expect.stringMatching(/`aws cloudhsmv2 delete-cluster --cluster-id cluster-a+[^`]*`, then `npx hsm teardown production/),
    },
  });
});
