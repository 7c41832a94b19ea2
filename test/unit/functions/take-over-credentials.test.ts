import { DescribeBackupsCommand, DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { DescribeSecretCommand, StopReplicationToReplicaCommand, UpdateSecretVersionStageCommand } from '@aws-sdk/client-secrets-manager';
import { beforeEach, expect, test } from 'vitest';
import { recordFile, recordTrustAnchor } from '../../../core/record/file.ts';
import { recordUsers } from '../../../core/record/users.ts';
import { handler } from '../../../functions/take-over-credentials.ts';
import { cloudhsm, secretsManager } from '../aws.ts';
import { describedCluster } from '../clusters.ts';
import { environment } from '../environments.ts';
import { lease, now, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, leaseHeldBy } from '../record.ts';
import { rejection } from '../service-errors.ts';

const admin = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:cloudhsm-lifecycle/dev/production/admin-abcdef';
const sourceBackupId = 'backup-aaaaaaaaaaa';
const moves = () => secretsManager.commandCalls(UpdateSecretVersionStageCommand).map(({ args }) => args[0].input);
const secretIs = (shown: object) => secretsManager.on(DescribeSecretCommand).resolves({ ARN: admin, ...shown } as never);

beforeEach(async () => {
  emptyRecord();
  cloudhsm.reset();
  secretsManager.reset();
  process.env.STAGE = 'dev';
  process.env.AWS_REGION = 'us-east-1';
  leaseHeldBy(lease.holder);
  await recordFile({ ...environment(), cluster: { sourceBackupId } }, lease.hash, now);
  await recordUsers('production', { admin });
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [] });
  const CreateTimestamp = new Date('2026-01-02T00:00:00.000Z');
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups: [{ BackupId: sourceBackupId, BackupState: 'READY', CreateTimestamp }] });
});

test('the password of the date of the backup becomes the current one, and that of now keeps a label', async () => {
  secretIs({ VersionIdsToStages: { old: ['until-20260103T000000.000Z'], present: ['AWSCURRENT'] } });

  await handler({ environment: 'production', lease, now }, context);

  expect(moves()).toEqual([
    { SecretId: admin, VersionStage: expect.stringMatching(/^until-/), MoveToVersionId: 'present' },
    { SecretId: admin, VersionStage: 'AWSCURRENT', RemoveFromVersionId: 'present', MoveToVersionId: 'old' },
  ]);
  expect(secretsManager.commandCalls(StopReplicationToReplicaCommand)).toEqual([]);
});

test('a try that came no further than the label goes on from there, and one that is done does nothing', async () => {
  const past = { old: ['until-20260103T000000.000Z'], present: ['AWSCURRENT', 'until-20260105T090000.000Z'] };
  secretIs({ VersionIdsToStages: past });
  await handler({ environment: 'production', lease, now }, context);
  expect(moves().map(({ VersionStage }) => VersionStage)).toEqual(['AWSCURRENT']);

  secretIs({ VersionIdsToStages: { old: ['until-20260103T000000.000Z', 'AWSCURRENT'], present: ['until-20260105T090000.000Z'] } });
  await handler({ environment: 'production', lease, now }, context);
  expect(moves()).toHaveLength(1);
});

test('a replica of another region becomes a secret of this one', async () => {
  secretIs({ PrimaryRegion: 'us-west-2', VersionIdsToStages: { present: ['AWSCURRENT'] } });
  await handler({ environment: 'production', lease, now }, context);
  expect(secretsManager.commandCalls(StopReplicationToReplicaCommand).map(({ args }) => args[0].input)).toEqual([{ SecretId: admin }]);
});

test('once the cluster stands its passwords are its own', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster()] });
  await handler({ environment: 'production', lease, now }, context);
  expect(secretsManager.calls()).toEqual([]);
});

test('a secret that is shown late is looked for again, and one that is gone for good is made again by its name', async () => {
  const name = 'cloudhsm-lifecycle/dev/production/admin';
  secretsManager.on(DescribeSecretCommand).rejects(rejection('ResourceNotFoundException'));
  await expect(handler({ environment: 'production', lease, now }, context)).rejects.toMatchObject({
    name: 'TransientServiceError',
    details: { to: admin, remedy: expect.stringContaining(`aws secretsmanager create-secret --name ${name} `) },
  });

  const ARN = admin.replace('abcdef', 'ghijkl');
  for (const SecretId of [name, ARN]) {
    secretsManager.on(DescribeSecretCommand, { SecretId }).resolves({ ARN, VersionIdsToStages: { present: ['AWSCURRENT'] } });
  }
  await expect(handler({ environment: 'production', lease, now }, context)).resolves.toEqual({});
});

test('a backup that is shown late is looked for again', async () => {
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups: [] });
  await expect(handler({ environment: 'production', lease, now }, context)).rejects.toMatchObject({
    name: 'TransientServiceError',
    details: { to: sourceBackupId },
  });
  expect(secretsManager.calls()).toEqual([]);
});

test('the trust anchor of the date of the backup becomes the current one, too', async () => {
  await recordTrustAnchor('production', { secretArn: 'arn:anchor', sha256: 'ab' });
  const VersionIdsToStages = { old: ['until-20260103T000000.000Z'], present: ['AWSCURRENT'] };
  secretIs({ VersionIdsToStages });
  secretsManager.on(DescribeSecretCommand, { SecretId: 'arn:anchor' }).resolves({ ARN: 'arn:anchor', VersionIdsToStages });

  await handler({ environment: 'production', lease, now }, context);

  expect(moves().map(({ SecretId }) => SecretId)).toEqual(['arn:anchor', 'arn:anchor', admin, admin]);
});

test('nothing is moved while another execution holds the lease', async () => {
  leaseHeldBy(otherExecution);
  secretIs({ VersionIdsToStages: { old: ['until-20260103T000000.000Z'], present: ['AWSCURRENT'] } });
  await expect(handler({ environment: 'production', lease, now }, context)).rejects.toMatchObject({ name: 'LeaseHeld' });
  expect(moves()).toEqual([]);
});
