import {
  DeleteSecretCommand,
  DescribeSecretCommand,
  type DescribeSecretResponse,
  RemoveRegionsFromReplicationCommand,
} from '@aws-sdk/client-secrets-manager';
import { beforeEach, expect, test } from 'vitest';
import { doneBy } from '../../../core/record/create-notes.ts';
import { readRecord } from '../../../core/record/file.ts';
import { recordUsers } from '../../../core/record/users.ts';
import { handler } from '../../../functions/delete-secrets.ts';
import { secretsManager } from '../aws.ts';
import { execution, lease, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, leaseHeldBy, stored } from '../record.ts';
import { connectionCut, rejection } from '../service-errors.ts';

const arnOf = (user: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:cloudhsm-lifecycle/dev/production/${user}-abcdef`;

function secretIs(user: string, changes: Partial<DescribeSecretResponse> = {}, environment = 'production'): void {
  const Tags = [
    { Key: 'cloudhsm-lifecycle:environment', Value: environment },
    { Key: 'cloudhsm-lifecycle:stage', Value: 'dev' },
  ];
  for (const SecretId of [arnOf(user), `cloudhsm-lifecycle/dev/production/${user}`]) {
    secretsManager.on(DescribeSecretCommand, { SecretId }).resolves({ ARN: arnOf(user), Tags, ...changes });
  }
}

const deletion = () => handler({ environment: 'production', lease }, context);
const deleted = () => secretsManager.commandCalls(DeleteSecretCommand).map(({ args }) => args[0].input.SecretId);

beforeEach(() => {
  process.env.STAGE = 'dev';
  secretsManager.reset();
  secretsManager.on(DeleteSecretCommand).resolves({});
  secretsManager.on(DescribeSecretCommand).rejects(rejection('ResourceNotFoundException'));
  emptyRecord();
  leaseHeldBy(execution);
  fileOnRecord({ cryptoUsers: ['application'] });
});

test('secrets that somebody has brought back since the record forgot them are deleted by their names', async () => {
  await recordUsers('production', { admin: arnOf('admin') });
  for (const user of ['admin', 'application', 'trust-anchor']) secretIs(user);
  secretsManager.on(DeleteSecretCommand).callsFake(({ SecretId }: { SecretId: string }) => {
    secretIs(SecretId.includes('arn:') ? 'admin' : SecretId.split('/').at(-1)!, { DeletedDate: new Date() });
    return {};
  });

  await deletion();

  expect(secretsManager.commandCalls(DeleteSecretCommand)).toHaveLength(3);
  expect((await doneBy(lease)).removed).toEqual(['admin', 'application', 'trust-anchor'].map(arnOf));
});

test("one of these names that is not the environment's stays", async () => {
  secretIs('application', {}, 'other');

  await deletion();

  expect(deleted()).toEqual([]);
});

test('secrets of the record are deleted with their trust anchor and those of users of before, and the record forgets them', async () => {
  fileOnRecord({ cryptoUsers: [] }, { trustAnchor: arnOf('anchor'), trustAnchorSha256: 'ab' });
  await recordUsers('production', { admin: arnOf('admin'), left: arnOf('left') });
  await recordUsers('production', { admin: arnOf('admin') });
  for (const user of ['admin', 'left', 'anchor']) secretIs(user);

  await deletion();

  expect(deleted()).toEqual(expect.arrayContaining(['admin', 'left', 'anchor'].map(arnOf)));
  expect(stored('users')).toEqual({ secrets: {} });
  expect(await readRecord('production')).toMatchObject({ trustAnchor: undefined });
});

test('they can be brought back for as long as the deleted backups, which need them', async () => {
  secretIs('application');
  await deletion();
  expect(secretsManager.commandCalls(DeleteSecretCommand)[0]!.args[0].input).toEqual({
    SecretId: 'cloudhsm-lifecycle/dev/production/application',
    RecoveryWindowInDays: 7,
  });
});

test('those of an environment whose file nobody knows any more are found by the names that each has', async () => {
  emptyRecord();
  leaseHeldBy(execution);
  secretIs('kmsuser');
  await deletion();
  expect(deleted()).toEqual(['cloudhsm-lifecycle/dev/production/kmsuser']);
});

test('one with replicas is freed of them first: it cannot be deleted before', async () => {
  const SecretId = 'cloudhsm-lifecycle/dev/production/admin';
  secretIs('admin', { ReplicationStatus: [{ Region: 'us-west-2' }, { Region: 'eu-west-1' }] });
  secretsManager.on(RemoveRegionsFromReplicationCommand).callsFake(() => {
    secretsManager.on(DeleteSecretCommand).resolves({});
    return {};
  });
  secretsManager.on(DeleteSecretCommand).rejects(rejection('InvalidParameterException', 'that still has replica regions'));

  await deletion();

  expect(secretsManager.commandCalls(RemoveRegionsFromReplicationCommand).map(({ args }) => args[0].input)).toEqual([
    { SecretId, RemoveReplicaRegions: ['us-west-2', 'eu-west-1'] },
  ]);
  expect((await doneBy(lease)).removed).toEqual([arnOf('admin')]);
});

test('of one without replicas none is removed: Secrets Manager takes no empty list', async () => {
  secretIs('admin');
  await deletion();
  expect(secretsManager.commandCalls(RemoveRegionsFromReplicationCommand)).toEqual([]);
});

test('nothing is deleted or forgotten while another execution holds the lease', async () => {
  await recordUsers('production', { admin: arnOf('admin') });
  secretIs('admin');
  leaseHeldBy(otherExecution);
  await expect(deletion()).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(deleted()).toEqual([]);
  expect(stored('users')).toEqual({ secrets: { admin: arnOf('admin') } });
});

test('one that is on its way to deletion when it is asked for is left to go', async () => {
  secretIs('admin');
  secretsManager.on(DeleteSecretCommand).callsFake(() => {
    secretIs('admin', { DeletedDate: new Date() });
    throw rejection('InvalidRequestException', 'currently marked deleted');
  });
  await deletion();
  expect((await doneBy(lease)).removed).toEqual([]);
});

test.each([
  ['that Secrets Manager does not let go', () => rejection('InvalidRequestException', 'it is being replicated'), 'TransientServiceError'],
  ['that may not be deleted', () => rejection('AccessDeniedException'), 'AccessDenied'],
  ['whose deletion nobody answers', connectionCut, 'TransientServiceError'],
])('the record keeps a secret %s', async (_, fails, name) => {
  await recordUsers('production', { admin: arnOf('admin') });
  secretIs('admin');
  secretsManager.on(DeleteSecretCommand).rejects(fails());
  await expect(deletion()).rejects.toMatchObject({ name });
  expect(stored('users')).toEqual({ secrets: { admin: arnOf('admin') } });
});
