import { DescribeBackupsCommand, DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
} from '@aws-sdk/client-secrets-manager';
import { beforeEach, expect, test } from 'vitest';
import { createdBy } from '../../../core/record/create-notes.ts';
import { handler } from '../../../functions/copy-credentials.ts';
import { cloudhsm, secretsManager } from '../aws.ts';
import { clusterId, describedCluster } from '../clusters.ts';
import { environment } from '../environments.ts';
import { execution, now, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, store, usersOnRecord } from '../record.ts';

const backupId = 'backup-aaaaaaaaaaa';
const lease = { environment: 'sibling', intent: 'restore', hash: 'aa11', holder: execution };
const event = { environment: 'sibling', of: 'production', lease, now };

const arnOf = (name: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:cloudhsm-lifecycle/dev/${name}`;
const backupIs = (...Backups: object[]) => cloudhsm.on(DescribeBackupsCommand).resolves({ Backups } as never);
/** By name, what each copy holds. */
const copies = () =>
  Object.fromEntries(secretsManager.commandCalls(CreateSecretCommand).map(({ args: [{ input }] }) => [input.Name, input.SecretString]));

beforeEach(() => {
  cloudhsm.reset();
  secretsManager.reset();
  emptyRecord();
  const anchor = { trustAnchor: arnOf('production/trust-anchor'), trustAnchorSha256: 'ab' };
  fileOnRecord({}, { clusterId, ...anchor });
  usersOnRecord({ admin: arnOf('production/admin'), kmsuser: arnOf('production/kmsuser') });
  const cluster = { sourceBackupId: backupId };
  store('file', { file: JSON.stringify(environment({ name: 'sibling', keyStore: undefined, cluster })), hash: 'aa11' }, 'sibling');
  store('lease', { ...lease, since: now, createdBy: execution }, 'sibling');
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster()] });
  backupIs({ BackupId: backupId, BackupState: 'READY', ClusterId: clusterId, CreateTimestamp: new Date('2026-01-01T00:00:00Z') });
  secretsManager.on(DescribeSecretCommand).callsFake(({ SecretId }) => ({
    ARN: SecretId,
    VersionIdsToStages: { before: ['until-20260101T000001.000Z'], today: ['AWSCURRENT'] },
  }));
  secretsManager.on(GetSecretValueCommand).callsFake(({ SecretId, VersionId }) => ({ SecretString: `${VersionId} of ${SecretId}` }));
  secretsManager.on(CreateSecretCommand).callsFake(({ Name }) => ({ ARN: `arn:${Name}` }));
});

test('the new environment gets the passwords that the backup knows and the trust anchor, not the one of kmsuser', async () => {
  await handler(event, context);

  expect(copies()).toEqual({
    'cloudhsm-lifecycle/dev/sibling/admin': `before of ${arnOf('production/admin')}`,
    'cloudhsm-lifecycle/dev/sibling/trust-anchor': `before of ${arnOf('production/trust-anchor')}`,
  });
  expect(await createdBy(lease)).toEqual(['arn:cloudhsm-lifecycle/dev/sibling/admin', 'arn:cloudhsm-lifecycle/dev/sibling/trust-anchor']);
});

test('an environment of a root of its own account has no trust anchor to bring', async () => {
  store('file', { trustAnchorSha256: '' }, 'production');
  await handler(event, context);

  expect(Object.keys(copies())).toEqual(['cloudhsm-lifecycle/dev/sibling/admin']);
});

test('once its cluster stands, its secrets are its own', async () => {
  const tags = { 'cloudhsm-lifecycle:environment': 'sibling' };
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ tags })] });
  await handler(event, context);

  expect(secretsManager.calls()).toEqual([]);
});

test('a backup that is not shown is looked for again: it was there when the request was checked', async () => {
  backupIs();

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'TransientServiceError', details: { to: backupId } });
  expect(copies()).toEqual({});
});

test('secrets that were copied before one that cannot be are listed: they are billed', async () => {
  secretsManager
    .on(CreateSecretCommand, { Name: 'cloudhsm-lifecycle/dev/sibling/trust-anchor' })
    .rejects(new ResourceExistsException({ message: 'exists', $metadata: {} }));

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'SecretUnusable' });
  expect(await createdBy(lease)).toEqual(['arn:cloudhsm-lifecycle/dev/sibling/admin']);
});

test('a secret that was deleted for good is taken as people have made it again, by its name', async () => {
  secretsManager
    .on(DescribeSecretCommand, { SecretId: arnOf('production/admin') })
    .rejects(new ResourceNotFoundException({ message: 'none', $metadata: {} }));
  await handler(event, context);

  expect(copies()).toMatchObject({ 'cloudhsm-lifecycle/dev/sibling/admin': 'before of cloudhsm-lifecycle/dev/production/admin' });
});

test('nothing is copied by a run that has lost its lease', async () => {
  store('lease', { holder: otherExecution }, 'sibling');

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'LeaseHeld' });
  expect(secretsManager.calls()).toEqual([]);
});
