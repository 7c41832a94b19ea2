import { DescribeBackupsCommand } from '@aws-sdk/client-cloudhsm-v2';
import { SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import { DeleteAssociationCommand, ListAssociationsCommand } from '@aws-sdk/client-ssm';
import { beforeEach, expect, test } from 'vitest';
import { readRecord } from '../../../core/record/file.ts';
import { handler } from '../../../functions/forget-environment.ts';
import { cloudhsm, sfn, ssm } from '../aws.ts';
import { clusterId } from '../clusters.ts';
import { execution, lease, now, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, leaseHeldBy, store, usersOnRecord } from '../record.ts';

const formerCluster = 'cluster-bbbbbbbbbbb';
const forgetting = () => handler({ environment: 'production', lease, clusterIds: [clusterId, formerCluster], now }, context);
const released = () => ssm.commandCalls(DeleteAssociationCommand).map(({ args }) => args[0].input.AssociationId);

/** From now on this is the newest backup of a cluster, where it has one. */
function newestIs(id: string, backup?: { BackupId: string; CreateTimestamp: Date }): void {
  const newest = { Filters: { clusterIds: [id], states: ['READY'] }, SortAscending: false, MaxResults: 1 };
  cloudhsm.on(DescribeBackupsCommand, newest).resolves({ Backups: backup ? [{ ...backup, BackupState: 'READY' }] : [] });
}

beforeEach(() => {
  for (const client of [cloudhsm, ssm, sfn]) client.reset();
  ssm.on(ListAssociationsCommand).resolves({ Associations: [] });
  ssm.on(DeleteAssociationCommand).resolves({});
  emptyRecord();
  fileOnRecord({}, { clusterId, keyStoreId: 'cks-1', 'key documents': 'arn:key' });
  usersOnRecord({ admin: 'arn:admin' });
  leaseHeldBy(execution);
  for (const id of [clusterId, formerCluster]) newestIs(id);
});

test('the record knows cluster, key store and keys no more, and what its backups need still', async () => {
  const { secrets } = await forgetting();

  expect(await readRecord('production')).toMatchObject({
    environment: { name: 'production' },
    clusterId: undefined,
    keyStoreId: undefined,
    keyArns: {},
    tornDownAt: now,
    formerClusters: [clusterId],
  });
  expect(secrets).toEqual({ admin: 'arn:admin' });
});

test('hosts are kept configured no longer', async () => {
  ssm.on(ListAssociationsCommand).resolves({ Associations: [{ AssociationId: 'association-1' }] });
  await forgetting();
  expect(released()).toEqual(['association-1']);
});

test('a run that waits for people is woken: its request is outdated', async () => {
  store('waiting#provision', { for: 'certificate', token: 'token-1', execution: otherExecution });
  await forgetting();
  expect(sfn.commandCalls(SendTaskSuccessCommand).map(({ args }) => args[0].input.taskToken)).toEqual(['token-1']);
});

test.each([
  ['of its last cluster', clusterId, formerCluster],
  ['of a cluster of before', formerCluster, clusterId],
])('people are told the newest backup: %s', async (_, ofNewest, ofOlder) => {
  newestIs(ofOlder, { BackupId: 'backup-older', CreateTimestamp: new Date('2026-01-01T00:00:00Z') });
  newestIs(ofNewest, { BackupId: 'backup-newest', CreateTimestamp: new Date('2026-01-02T00:00:00Z') });
  const { announcement, backup } = await forgetting();
  expect(backup).toMatchObject({ id: 'backup-newest' });
  expect(announcement).toEqual({
    detailType: 'Environment Changed',
    subject: 'CloudHSM environment production is torn down',
    message: `production is gone; its backups stay, the newest is backup-newest, and with them the secrets of its users. Execution: ${execution}`,
  });
});

test('where one cluster has no backup, that of the other is told', async () => {
  newestIs(formerCluster, { BackupId: 'backup-a', CreateTimestamp: new Date('2026-01-01T00:00:00Z') });
  expect(await forgetting()).toMatchObject({ backup: { id: 'backup-a' } });
});

test('where no backup is left, none is spoken of', async () => {
  const { announcement, backup } = await forgetting();
  expect(backup).toBeNull();
  expect(announcement.message).toBe(`production is gone. Execution: ${execution}`);
});

test('nothing is forgotten while another execution holds the lease', async () => {
  leaseHeldBy(otherExecution);
  ssm.on(ListAssociationsCommand).resolves({ Associations: [{ AssociationId: 'association-1' }] });
  await expect(forgetting()).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(released()).toEqual([]);
  expect(await readRecord('production')).toMatchObject({ clusterId, tornDownAt: undefined });
});
