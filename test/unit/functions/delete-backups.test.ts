import { DeleteBackupCommand, DescribeBackupsCommand, DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { doneBy } from '../../../core/record/create-notes.ts';
import { recordFile } from '../../../core/record/file.ts';
import { handler } from '../../../functions/delete-backups.ts';
import { cloudhsm } from '../aws.ts';
import { clusterId, describedCluster } from '../clusters.ts';
import { environment } from '../environments.ts';
import { execution, lease, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, leaseHeldBy, store, stored } from '../record.ts';
import { rejection } from '../service-errors.ts';

const since = Date.parse('2026-01-05T09:00:00Z');
const after = (seconds: number) => ({
  environment: lease.environment,
  lease,
  clusterIds: [clusterId],
  waiting: {
    awaited: 'createBackup' as const,
    since: new Date(since).toISOString(),
    now: new Date(since + seconds * 1000).toISOString(),
    deadlineSeconds: 7200,
  },
});

beforeEach(() => {
  process.env.AWS_REGION = 'us-east-1';
  cloudhsm.reset();
  const [BackupId, CreateTimestamp] = ['backup-aaaaaaaaaaa', new Date(since)];
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups: [{ BackupId, BackupState: 'READY', ClusterId: clusterId, CreateTimestamp }] });
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [] });
  cloudhsm.on(DeleteBackupCommand).resolves({});
  emptyRecord();
  leaseHeldBy(execution);
  store('file', { file: JSON.stringify(environment()) });
});

test('backups that are READY are deleted and listed as removed', async () => {
  expect(await handler(after(0), context)).toMatchObject({ ready: true });
  expect(await doneBy(lease)).toMatchObject({ removed: ['backup-aaaaaaaaaaa'] });
});

test('copies are deleted wherever a file has asked for them, also where the last one does not', async () => {
  store('file', { file: JSON.stringify(environment({ backups: { copyTo: ['eu-west-1'] } })) });
  await recordFile(environment({ backups: { copyTo: ['us-west-2'] } }), 'hash', '2026-01-05T09:00:00.000Z');
  await recordFile(environment(), 'hash', '2026-01-05T09:00:00.000Z');
  expect(stored('file')).toMatchObject({ copyRegions: ['eu-west-1', 'us-west-2'] });
  const regions = new Set<unknown>();
  cloudhsm.on(DescribeBackupsCommand).callsFake(async (_, client) => {
    regions.add(await client().config.region());
    return { Backups: [] };
  });

  expect(await handler(after(0), context)).toMatchObject({ ready: true });

  expect(regions).toEqual(new Set(['us-east-1', 'eu-west-1', 'us-west-2']));
  expect(stored('file')).not.toHaveProperty('copyRegions');
});

test("a cluster that stands and is somebody else's by now keeps its backups", async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ TagList: [] })] });
  expect(await handler(after(0), context)).toMatchObject({ ready: true });
  expect(await doneBy(lease)).toMatchObject({ removed: [] });

  // a list may be of before it was deleted
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster()] });
  await handler(after(0), context);
  expect(await doneBy(lease)).toMatchObject({ removed: ['backup-aaaaaaaaaaa'] });
});

test('where a list may be of before a deletion, what CloudHSM refuses is looked at again, and not listed', async () => {
  cloudhsm.on(DeleteBackupCommand).rejects(rejection('CloudHsmInvalidRequestException'));
  expect(await handler(after(30), context)).toMatchObject({ ready: false, pending: true });
  expect(await doneBy(lease)).toMatchObject({ removed: [] });
});

test('what CloudHSM refuses for longer than a list is old fails', async () => {
  cloudhsm.on(DeleteBackupCommand).rejects(rejection('CloudHsmInvalidRequestException'));
  await expect(handler(after(900), context)).rejects.toMatchObject({
    name: 'RequestRejected',
    details: { doing: 'deleting a backup', to: 'backup-aaaaaaaaaaa' },
  });
});

const deleted = () => cloudhsm.commandCalls(DeleteBackupCommand).map(({ args }) => args[0].input.BackupId);
const backup = (BackupId: string, BackupState: 'READY' | 'CREATE_IN_PROGRESS' | 'PENDING_DELETION') => ({
  BackupId,
  BackupState,
  CreateTimestamp: new Date(since),
});

test('one that is being made is waited for, while the others go', async () => {
  store('file', { copyRegions: ['us-west-2'] });
  cloudhsm.on(DescribeBackupsCommand).callsFake(async (_, client) => ({
    Backups:
      (await client().config.region()) === 'us-east-1' ? [backup('backup-1', 'READY'), backup('backup-2', 'CREATE_IN_PROGRESS')] : [],
  }));

  expect(await handler(after(0), context)).toMatchObject({ ready: false, pending: true });
  expect(deleted()).toEqual(['backup-1']);
  expect(stored('file')).toMatchObject({ copyRegions: ['us-west-2'] });

  await expect(handler(after(7201), context)).rejects.toMatchObject({ name: 'WaitDeadlineExceeded', details: { to: 'backup-2' } });
});

test('those that are deleted already are neither deleted again nor waited for', async () => {
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups: [backup('backup-1', 'PENDING_DELETION')] });
  expect(await handler(after(0), context)).toMatchObject({ ready: true });
  expect(deleted()).toEqual([]);
});

test('one that is gone when it is asked to go is removed', async () => {
  cloudhsm.on(DeleteBackupCommand).rejects(rejection('CloudHsmResourceNotFoundException'));
  expect(await handler(after(0), context)).toMatchObject({ ready: true });
  expect((await doneBy(lease)).removed).toEqual(['backup-aaaaaaaaaaa']);
});

test('copies are deleted in their region: those of this environment and cluster, whose backup nobody else has copied', async () => {
  store('file', { file: JSON.stringify(environment({ backups: { copyTo: ['eu-west-1'] } })) });
  const TagList = describedCluster().TagList!;
  const copy = (BackupId: string, SourceCluster: string, tags = TagList) => ({
    ...backup(BackupId, 'READY'),
    SourceCluster,
    TagList: tags,
  });
  cloudhsm.on(DescribeBackupsCommand).callsFake(async (_, client) => ({
    Backups:
      (await client().config.region()) === 'eu-west-1'
        ? [copy('copy-1', clusterId), copy('copy-2', 'cluster-bbbbbbbbbbb'), copy('copy-3', clusterId, [])]
        : [],
  }));
  const regions: string[] = [];
  cloudhsm.on(DeleteBackupCommand).callsFake(async (_, client) => void regions.push(await client().config.region()));

  expect(await handler(after(0), context)).toMatchObject({ ready: true });

  expect(deleted()).toEqual(['copy-1']);
  expect(regions).toEqual(['eu-west-1']);
});

test('nothing is deleted while another execution holds the lease', async () => {
  leaseHeldBy(otherExecution);
  await expect(handler(after(0), context)).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(deleted()).toEqual([]);
});
