import { DescribeBackupsCommand } from '@aws-sdk/client-cloudhsm-v2';
import { DescribeSecretCommand, UpdateSecretVersionStageCommand } from '@aws-sdk/client-secrets-manager';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/promote-password.ts';
import { cloudhsm, secretsManager } from '../aws.ts';
import { clusterId } from '../clusters.ts';
import { execution, lease, now, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, leaseHeldBy } from '../record.ts';

const former = 'cluster-bbbbbbbbbbb';
const labelOf = (day: number) => `until-202501${String(day).padStart(2, '0')}T000000.000Z`;

function backupAt(of: string, CreateTimestamp: string): void {
  const Backups = [{ BackupId: 'backup-aaaaaaaaaaa', BackupState: 'READY' as const, CreateTimestamp: new Date(CreateTimestamp) }];
  cloudhsm.on(DescribeBackupsCommand, { Filters: { clusterIds: [of] } }).resolves({ Backups });
}

beforeEach(() => {
  for (const client of [cloudhsm, secretsManager]) client.reset();
  emptyRecord();
  fileOnRecord({}, { clusterId, clusterIds: [former, clusterId] });
  leaseHeldBy(execution);
  const past = Array.from({ length: 18 }, (_, index) => [`v${index}`, [labelOf(index + 1)]] as const);
  const VersionIdsToStages = { current: ['AWSCURRENT'], ...Object.fromEntries(past.map(([id, labels]) => [id, [...labels]])) };
  secretsManager.on(DescribeSecretCommand).resolves({ VersionIdsToStages });
  secretsManager.on(UpdateSecretVersionStageCommand).resolves({});
});

test('a password of before stays while a backup of its time exists, of a cluster that was restored since, too', async () => {
  backupAt(clusterId, '2025-03-01T00:00:00Z');
  backupAt(former, '2025-01-02T00:00:00Z');

  await handler({ lease, clusterId, secretArn: 'arn', version: 'current', now }, context);

  const taken = secretsManager.commandCalls(UpdateSecretVersionStageCommand).map(({ args }) => args[0].input.VersionStage);
  expect(taken).toEqual([labelOf(1)]);
});

test('the password that the HSMs know becomes the current one, and that of before keeps a label with the time', async () => {
  secretsManager.on(DescribeSecretCommand).resolves({ VersionIdsToStages: { before: ['AWSCURRENT'], next: ['AWSPENDING'] } });
  for (const cluster of [clusterId, former]) backupAt(cluster, '2025-01-02T00:00:00Z');

  await handler({ lease, clusterId, secretArn: 'arn', version: 'next', now }, context);

  expect(secretsManager.commandCalls(UpdateSecretVersionStageCommand).map(({ args }) => args[0].input)).toEqual([
    { SecretId: 'arn', VersionStage: 'until-20260101T001000.000Z', MoveToVersionId: 'before' },
    { SecretId: 'arn', VersionStage: 'AWSCURRENT', RemoveFromVersionId: 'before', MoveToVersionId: 'next' },
    { SecretId: 'arn', VersionStage: 'AWSPENDING', RemoveFromVersionId: 'next' },
  ]);
});

test('the cluster of the run counts though the record does not know it yet', async () => {
  fileOnRecord({}, { clusterId: former });
  backupAt(clusterId, '2025-01-01T12:00:00Z');
  backupAt(former, '2025-03-01T00:00:00Z');

  await handler({ lease, clusterId, secretArn: 'arn', version: 'current', now }, context);

  const taken = secretsManager.commandCalls(UpdateSecretVersionStageCommand).map(({ args }) => args[0].input.VersionStage);
  expect(taken).toEqual([labelOf(1)]);
});

test('nothing becomes current once another execution holds the lease', async () => {
  leaseHeldBy(otherExecution);
  await expect(handler({ lease, clusterId, secretArn: 'arn', version: 'v1', now }, context)).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(secretsManager.commandCalls(UpdateSecretVersionStageCommand)).toEqual([]);
});
