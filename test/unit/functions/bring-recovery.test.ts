import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeSecretCommand, ReplicateSecretToRegionsCommand } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { beforeEach, expect, test } from 'vitest';
import { recordFile, recordTrustAnchor } from '../../../core/record/file.ts';
import { recordUsers } from '../../../core/record/users.ts';
import { readRecovery } from '../../../core/recovery/recovery-item.ts';
import { handler } from '../../../functions/bring-recovery.ts';
import { dynamodb, secretsManager, ssm } from '../aws.ts';
import { environment } from '../environments.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord } from '../record.ts';
import { rejection } from '../service-errors.ts';

const secret = (region: string, name: string) =>
  `arn:aws:secretsmanager:${region}:123456789012:secret:cloudhsm-lifecycle/dev/production/${name}-abcdef`;
const copy = {
  environment: 'production',
  clusterId: 'cluster-aaaaaaaaaaa',
  backupId: 'backup-aaaaaaaaaaa',
  region: 'us-west-2',
  keep: 7,
  recovery: true,
};
const replicated = (Status: string, StatusMessage?: string) => ({
  ReplicationStatus: [{ Region: 'us-west-2', Status: Status as never, ...(StatusMessage && { StatusMessage }) }],
});

beforeEach(async () => {
  emptyRecord();
  secretsManager.reset();
  ssm.reset();
  process.env.STAGE = 'dev';
  process.env.AWS_REGION = 'us-east-1';
  ssm.on(GetParameterCommand).resolves({ Parameter: { Value: 'environments' } });
  await recordFile(environment(), 'hash', '2026-01-05T09:00:00.000Z');
  await recordUsers('production', { admin: secret('us-east-1', 'admin') });
  await recordTrustAnchor('production', { secretArn: secret('us-east-1', 'trust-anchor'), sha256: 'ab' });
});

test('each secret gets a replica once, and the record knows the replicas', async () => {
  secretsManager.on(DescribeSecretCommand).resolves(replicated('InSync'));
  secretsManager.on(DescribeSecretCommand, { SecretId: secret('us-east-1', 'admin') }).resolves({});
  secretsManager.on(ReplicateSecretToRegionsCommand).resolves(replicated('InSync'));

  expect(await handler({ copy }, context)).toEqual({ secrets: [secret('us-west-2', 'admin'), secret('us-west-2', 'trust-anchor')] });

  expect(secretsManager.commandCalls(ReplicateSecretToRegionsCommand).map(({ args }) => args[0].input)).toEqual([
    { SecretId: secret('us-east-1', 'admin'), AddReplicaRegions: [{ Region: 'us-west-2' }] },
  ]);
  expect(await readRecovery('production')).toEqual({
    environment: environment(),
    from: 'us-east-1',
    clusterId: copy.clusterId,
    users: { admin: secret('us-west-2', 'admin') },
    trustAnchor: { secretArn: secret('us-west-2', 'trust-anchor'), sha256: 'ab' },
  });
  const writes = dynamodb.commandCalls(UpdateItemCommand).length;
  secretsManager.on(DescribeSecretCommand).resolves(replicated('InSync'));
  await handler({ copy }, context);
  expect(dynamodb.commandCalls(UpdateItemCommand)).toHaveLength(writes);
});

test('a replica that is being made is waited for', async () => {
  secretsManager.on(DescribeSecretCommand).resolves(replicated('InProgress'));
  await expect(handler({ copy }, context)).rejects.toMatchObject({ name: 'TransientServiceError' });
  expect(await readRecovery('production')).toBeUndefined();
});

test('all secrets that stand in the way are named at once, with what to do about them', async () => {
  secretsManager.on(DescribeSecretCommand).resolves({});
  secretsManager.on(ReplicateSecretToRegionsCommand).resolves(replicated('Failed', 'Secret name already exists'));
  await expect(handler({ copy }, context)).rejects.toMatchObject({
    name: 'SecretUnusable',
    message: expect.stringContaining(
      ['admin', 'trust-anchor']
        .map(
          (name) =>
            `\`aws secretsmanager delete-secret --region us-west-2 --secret-id cloudhsm-lifecycle/dev/production/${name} --force-delete-without-recovery\``,
        )
        .join(', '),
    ),
  });
});

test('all secrets that are scheduled for deletion are named at once: none of them can have a replica', async () => {
  secretsManager.on(DescribeSecretCommand).resolves({ DeletedDate: new Date('2026-01-05T09:00:00Z') });
  secretsManager.on(ReplicateSecretToRegionsCommand).rejects(rejection('InvalidRequestException', 'marked for deletion'));
  const restoring = ['admin', 'trust-anchor'].map(
    (name) => `\`aws secretsmanager restore-secret --secret-id cloudhsm-lifecycle/dev/production/${name} --region us-east-1\``,
  );
  await expect(handler({ copy }, context)).rejects.toMatchObject({
    name: 'SecretUnusable',
    message: expect.stringContaining(`${restoring.join(', ')} and start the workflow again`),
  });
});

test('a region without the stack gets nothing', async () => {
  ssm.on(GetParameterCommand).rejects(Object.assign(new Error('none'), { name: 'ParameterNotFound' }));
  await expect(handler({ copy }, context)).rejects.toMatchObject({ name: 'InvalidEnvironment' });
  expect(secretsManager.calls()).toEqual([]);
});
