import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { DescribeKeyCommand, ListKeysCommand, ListResourceTagsCommand, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/schedule-key-deletion.ts';
import { cloudhsm, kms } from '../aws.ts';
import { clusterId, describedCluster, describedHsm } from '../clusters.ts';
import { execution, lease, now, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, leaseHeldBy } from '../record.ts';

const keyStoreId = 'cks-aaaaaaaaaaaaaaaaa';
const schedule = () => handler({ environment: 'production', lease, clusterId, keyStoreId, days: 7, now }, context);
const daysFromNow = (days: number) => new Date(Date.parse(now) + days * 86_400_000);

function keyIs(KeyId: string, metadata: object, owner = 'production'): void {
  kms.on(DescribeKeyCommand, { KeyId }).resolves({ KeyMetadata: { KeyId, Arn: KeyId, CustomKeyStoreId: keyStoreId, ...metadata } });
  const Tags = Object.entries({ environment: owner, stage: 'dev' }).map(([key, TagValue]) => ({
    TagKey: `cloudhsm-lifecycle:${key}`,
    TagValue,
  }));
  kms.on(ListResourceTagsCommand, { KeyId }).resolves({ Tags });
}

beforeEach(() => {
  for (const client of [cloudhsm, kms]) client.reset();
  Object.assign(process.env, { STAGE: 'dev', AWS_REGION: 'us-east-1' });
  emptyRecord();
  leaseHeldBy(execution);
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms: [describedHsm(1)] })] });
  kms.on(ListKeysCommand).resolves({ Keys: [{ KeyId: 'one' }, { KeyId: 'other' }] });
});

test('a key that is on its way already keeps its day, and the last of them is told, with what stands meanwhile', async () => {
  keyIs('one', { KeyState: 'Enabled' });
  keyIs('other', { KeyState: 'PendingDeletion', DeletionDate: daysFromNow(20) });

  expect(await schedule()).toMatchObject({
    outcome: 'WAITING',
    waiting: { until: daysFromNow(20).toISOString(), cost: 'USD 1.60 an hour' },
    announcement: { message: expect.stringContaining('2 keys are deleted by') },
  });
  const asked = kms.commandCalls(ScheduleKeyDeletionCommand).map(({ args: [{ input }] }) => input);
  expect(asked).toEqual([{ KeyId: 'one', PendingWindowInDays: 7 }]);
});

test('nothing is scheduled where somebody else has made one of the keys', async () => {
  keyIs('one', { KeyState: 'Enabled' });
  keyIs('other', { KeyState: 'Enabled' }, 'another');

  await expect(schedule()).rejects.toMatchObject({
    name: 'KeysInUse',
    details: {
      problem: expect.stringContaining('has not made: other'),
      remedy: expect.stringContaining('schedule-key-deletion --key-id other'),
    },
  });
  expect(kms.commandCalls(ScheduleKeyDeletionCommand)).toEqual([]);
});

test.each<[string, () => void, string | null]>([
  ['whose cluster is gone', () => cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [] }), clusterId],
  ['that had none any more', () => undefined, null],
  ['that is parked', () => cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster()] }), clusterId],
])('nothing is billed meanwhile of an environment %s', async (_, is, of) => {
  is();
  kms.on(ListKeysCommand).resolves({ Keys: [{ KeyId: 'one' }] });
  keyIs('one', { KeyState: 'Enabled' });

  const { waiting, announcement } = await handler({ environment: 'production', lease, clusterId: of, keyStoreId, days: 7, now }, context);

  expect(waiting).not.toHaveProperty('cost');
  expect(announcement.message).toMatch(/: 1 key is deleted by 2026-01-08T\S+; until then it can be taken back .* goes on\. Execution: /);
});

test('nothing is scheduled while another execution holds the lease', async () => {
  leaseHeldBy(otherExecution);
  for (const id of ['one', 'other']) keyIs(id, { KeyState: 'Enabled' });
  await expect(schedule()).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(kms.commandCalls(ScheduleKeyDeletionCommand)).toEqual([]);
});
