import { DescribeBackupsCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/check-backup.ts';
import { cloudhsm } from '../aws.ts';
import { clusterId } from '../clusters.ts';
import { context } from '../lambda-context.ts';

const waiting = { awaited: 'createBackup' as const, since: '2026-01-01T00:00:00Z', now: '2026-01-01T00:01:30Z', deadlineSeconds: 7200 };
const event = { clusterId, waiting };

beforeEach(() => {
  cloudhsm.reset();
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

test('gives up after the deadline, naming the cluster', async () => {
  cloudhsm.on(DescribeBackupsCommand).resolves({});
  const late = { ...waiting, now: '2026-01-01T02:00:01Z' };

  await expect(handler({ ...event, waiting: late }, context)).rejects.toMatchObject({
    name: 'WaitDeadlineExceeded',
    details: { to: clusterId },
  });
});
