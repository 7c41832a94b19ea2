import { DescribeBackupsCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { newestBackup } from '../../../../core/cloudhsm/backup.ts';
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
