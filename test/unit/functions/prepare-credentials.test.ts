import { GetCertificateAuthorityCertificateCommand } from '@aws-sdk/client-acm-pca';
import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import {
  type ConnectionStateType,
  CustomKeyStoreInvalidStateException,
  DescribeCustomKeyStoresCommand,
  DisconnectCustomKeyStoreCommand,
} from '@aws-sdk/client-kms';
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  InvalidRequestException,
  ResourceExistsException,
  ResourceNotFoundException,
} from '@aws-sdk/client-secrets-manager';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { creationToken } from '../../../core/credentials/creation-token.ts';
import { createdBy } from '../../../core/record/create-notes.ts';
import { readRecord } from '../../../core/record/file.ts';
import { readUsers } from '../../../core/record/users.ts';
import { handler } from '../../../functions/prepare-credentials.ts';
import { cloudhsm, kms, pca, secretsManager } from '../aws.ts';
import { certify, fingerprint } from '../certificates.ts';
import { clusterId, describedCluster } from '../clusters.ts';
import { environment } from '../environments.ts';
import { execution, lease, now, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, leaseHeldBy } from '../record.ts';

const password = 'Generated0Password1Never2Shown34';
const event = { environment: 'production', lease, looks: 0, now };
const nothing = { message: 'none', $metadata: { httpStatusCode: 400 } };
let root: string;

const arnOf = (user: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:cloudhsm-lifecycle/dev/production/${user}-AbCdEf`;

/** Secrets Manager with the secrets of these users; others are created. */
function secretsOf(...users: string[]): void {
  secretsManager.on(DescribeSecretCommand).rejects(new ResourceNotFoundException(nothing));
  for (const user of users) {
    secretsManager.on(DescribeSecretCommand, { SecretId: `cloudhsm-lifecycle/dev/production/${user}` }).resolves({ ARN: arnOf(user) });
  }
  secretsManager.on(GetRandomPasswordCommand).resolves({ RandomPassword: password });
  secretsManager.on(CreateSecretCommand).callsFake(({ Name }) => ({ ARN: arnOf(Name.split('/').at(-1)) }));
}

/** What was created, but for the trust anchor. */
const createdSecrets = () =>
  secretsManager
    .commandCalls(CreateSecretCommand)
    .map(({ args }) => args[0].input)
    .filter(({ Name }) => !Name!.endsWith('/trust-anchor'));

beforeAll(async () => {
  root = await certify({ owner: 'organisation' });
});

beforeEach(() => {
  for (const client of [cloudhsm, secretsManager, pca, kms]) client.reset();
  emptyRecord();
  fileOnRecord();
  leaseHeldBy(execution);
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State: 'INITIALIZED' })] });
  pca.on(GetCertificateAuthorityCertificateCommand).resolves({ Certificate: root });
  kms.on(DescribeCustomKeyStoresCommand).resolves({ CustomKeyStores: [] });
});

test('makes a password for each user of an initialized cluster, and hands out nothing but ARNs', async () => {
  secretsOf();

  const result = await handler(event, context);

  const users = {
    admin: arnOf('admin'),
    admin_2: arnOf('admin_2'),
    application: arnOf('application'),
    kmsuser: arnOf('kmsuser'),
    lifecycle_canary: arnOf('lifecycle_canary'),
  };
  expect(result).toEqual({
    keyStoreWanted: true,
    subnetIds: ['subnet-0aaa1111aaa1111aa', 'subnet-0bbb2222bbb2222bb', 'subnet-0ccc3333ccc3333cc'],
    securityGroupIds: ['sg-0c1c1c1c1c1c1c1c1', ...environment().activation.securityGroupIds],
    request: { clusterId, users, trustAnchor: arnOf('trust-anchor'), kmsUser: 'set', securityGroupId: 'sg-0c1c1c1c1c1c1c1c1' },
  });
  expect(await createdBy(lease)).toEqual([...Object.values(users), arnOf('trust-anchor')].toSorted());
  expect(JSON.stringify(result)).not.toContain(password);
  expect(createdSecrets()).toHaveLength(5);
  expect(createdSecrets()).toContainEqual({
    Name: 'cloudhsm-lifecycle/dev/production/kmsuser',
    ClientRequestToken: creationToken(execution, 'cloudhsm-lifecycle/dev/production/kmsuser'),
    Description: 'CloudHSM user kmsuser of the environment production',
    SecretString: JSON.stringify({ username: 'kmsuser', password }),
    Tags: [
      { Key: 'cloudhsm-lifecycle:environment', Value: 'production' },
      { Key: 'cloudhsm-lifecycle:stage', Value: 'dev' },
    ],
  });
});

test('lists a secret that it made in a try whose answer was lost', async () => {
  secretsOf('admin_2', 'application', 'kmsuser', 'lifecycle_canary');
  const name = 'cloudhsm-lifecycle/dev/production/admin';
  secretsManager
    .on(DescribeSecretCommand, { SecretId: name })
    .resolves({ ARN: arnOf('admin'), VersionIdsToStages: { [creationToken(execution, name)]: ['AWSCURRENT'] } });

  await handler(event, context);

  expect(createdSecrets()).toEqual([]);
  expect(await createdBy(lease)).toEqual([arnOf('admin'), arnOf('trust-anchor')]);
});

test("gives the task the cluster's security group and those that the file adds", async () => {
  fileOnRecord({ activation: { securityGroupIds: ['sg-0aaaaaaaaaaaaaaaa'] } });
  secretsOf();

  expect(await handler(event, context)).toMatchObject({ securityGroupIds: ['sg-0c1c1c1c1c1c1c1c1', 'sg-0aaaaaaaaaaaaaaaa'] });
});

test('puts the secrets of the users on record, and the trust anchor with its hash', async () => {
  secretsOf();

  await handler(event, context);

  expect(Object.entries(await readUsers('production')).toSorted()).toEqual(
    ['admin', 'admin_2', 'application', 'kmsuser', 'lifecycle_canary'].map((user) => [user, arnOf(user)]),
  );
  expect(await readRecord('production')).toMatchObject({ trustAnchor: { secretArn: arnOf('trust-anchor'), sha256: fingerprint(root) } });
});

test('keeps the root that signed beside the passwords', async () => {
  secretsOf();

  await handler(event, context);

  const anchors = secretsManager.commandCalls(CreateSecretCommand).map(({ args }) => args[0].input);
  expect(anchors).toContainEqual(expect.objectContaining({ Name: 'cloudhsm-lifecycle/dev/production/trust-anchor', SecretString: root }));
});

test('makes nothing once another execution holds the lease', async () => {
  secretsOf();
  leaseHeldBy(otherExecution);

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(secretsManager.commandCalls(CreateSecretCommand)).toHaveLength(0);
});

test('asks for passwords that kmsuser may have and that a PIN can hold: letters and digits, 32 at most', async () => {
  secretsOf();

  await handler(event, context);

  expect(secretsManager.commandCalls(GetRandomPasswordCommand)[0]!.args[0].input).toEqual({
    PasswordLength: 32,
    ExcludePunctuation: true,
    RequireEachIncludedType: true,
  });
});

test('keeps the secrets that stand', async () => {
  secretsOf('admin', 'admin_2', 'application', 'lifecycle_canary');

  expect(await handler(event, context)).toMatchObject({ request: { users: { admin: arnOf('admin') } } });
  expect(await createdBy(lease)).toEqual([arnOf('kmsuser'), arnOf('trust-anchor')]);
  expect(createdSecrets().map(({ Name }) => Name)).toEqual(['cloudhsm-lifecycle/dev/production/kmsuser']);
});

test('makes none for kmsuser where the file asks for no key store', async () => {
  fileOnRecord({ keyStore: undefined });
  secretsOf();

  const { keyStoreWanted, request } = await handler(event, context);

  expect(keyStoreWanted).toBe(false);
  expect(Object.keys(request.users)).toEqual(['admin', 'admin_2', 'application', 'lifecycle_canary']);
  expect(kms.calls()).toHaveLength(0);
});

test('never makes a new admin password for an activated cluster', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster()] });
  secretsOf('admin_2', 'application', 'kmsuser');

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'AdminSecretMissing',
    details: {
      to: clusterId,
      problem: expect.stringContaining('cloudhsm-lifecycle/dev/production/admin'),
      remedy: expect.stringContaining(
        '`aws secretsmanager create-secret --name cloudhsm-lifecycle/dev/production/admin --secret-string file://admin.json --tags Key=cloudhsm-lifecycle:environment,Value=production Key=cloudhsm-lifecycle:stage,Value=dev`',
      ),
    },
  });
  expect(createdSecrets()).toEqual([]);
});

test.each(['UPDATE_IN_PROGRESS', 'MODIFY_IN_PROGRESS', 'DEGRADED'])(
  'nor for a claimed cluster that is %s: nobody knows whether it has an administrator, and it is looked at again',
  async (State) => {
    const claimed = describedCluster({ State: State as 'ACTIVE', Certificates: { ClusterCertificate: 'PEM' } });
    cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [claimed] });
    secretsOf('admin_2', 'application', 'kmsuser');

    await expect(handler(event, context)).rejects.toMatchObject({ name: 'ClusterBusy', details: { to: clusterId } });
    expect(createdSecrets()).toEqual([]);
  },
);

test('goes on with an activated cluster whose admin secret is there', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster()] });
  secretsOf('admin', 'admin_2', 'application', 'kmsuser', 'lifecycle_canary');

  await handler(event, context);

  expect(createdSecrets()).toEqual([]);
});

test('makes no password in place of one that is scheduled for deletion', async () => {
  secretsOf('admin_2', 'application', 'kmsuser', 'lifecycle_canary');
  secretsManager
    .on(DescribeSecretCommand, { SecretId: 'cloudhsm-lifecycle/dev/production/admin' })
    .resolves({ ARN: arnOf('admin'), DeletedDate: new Date('2026-01-01T00:00:00Z') });

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'SecretUnusable',
    details: { remedy: expect.stringContaining('aws secretsmanager restore-secret --secret-id cloudhsm-lifecycle/dev/production/admin') },
  });
  expect(createdSecrets()).toEqual([]);
});

test('where one password cannot be made, those that were are named all the same', async () => {
  secretsOf('admin_2');
  secretsManager
    .on(DescribeSecretCommand, { SecretId: 'cloudhsm-lifecycle/dev/production/application' })
    .resolves({ ARN: arnOf('application'), DeletedDate: new Date('2026-01-01T00:00:00Z') });

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'SecretUnusable' });
  expect(await createdBy(lease)).toEqual(['admin', 'kmsuser', 'lifecycle_canary'].map(arnOf));
});

test('says the same where only CreateSecret tells that the secret is scheduled for deletion', async () => {
  secretsOf('admin_2', 'application', 'kmsuser');
  secretsManager.on(CreateSecretCommand).rejects(new InvalidRequestException(nothing));

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'SecretUnusable' });
});

test('takes the secret that came into being between its look and its create', async () => {
  secretsOf('admin_2', 'application', 'kmsuser');
  secretsManager
    .on(DescribeSecretCommand, { SecretId: 'cloudhsm-lifecycle/dev/production/admin' })
    .rejectsOnce(new ResourceNotFoundException(nothing))
    .resolves({ ARN: arnOf('admin') });
  secretsManager.on(CreateSecretCommand, { Name: 'cloudhsm-lifecycle/dev/production/admin' }).rejects(new ResourceExistsException(nothing));

  expect(await handler(event, context)).toMatchObject({ request: { users: { admin: arnOf('admin') } } });
});

/** The key store over the cluster is in this state. */
function keyStoreIs(ConnectionState: ConnectionStateType): void {
  const store = { CustomKeyStoreId: 'cks-1', CloudHsmClusterId: clusterId, CustomKeyStoreName: 'of whatever name', ConnectionState };
  kms.on(DescribeCustomKeyStoresCommand).resolves({ CustomKeyStores: [store] });
}

test.each([
  ['CONNECTED', 'leave'],
  ['CONNECTING', 'leave'],
  ['DISCONNECTED', 'set'],
] as const)('kmsuser is touched only while KMS cannot be logged in as it: %s is %s', async (state, kmsUser) => {
  secretsOf('admin', 'admin_2', 'application', 'kmsuser', 'lifecycle_canary');
  keyStoreIs(state);

  expect(await handler(event, context)).toMatchObject({ request: { kmsUser } });
  expect(kms.commandCalls(DisconnectCustomKeyStoreCommand)).toHaveLength(0);
});

test('a connection that failed is taken down first: kmsuser may be why, and is set up when that is done', async () => {
  secretsOf('admin', 'admin_2', 'application', 'kmsuser', 'lifecycle_canary');
  keyStoreIs('FAILED');

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'TransientServiceError', details: { to: 'cks-1' } });
  expect(kms.commandCalls(DisconnectCustomKeyStoreCommand, { CustomKeyStoreId: 'cks-1' })).toHaveLength(1);
  keyStoreIs('DISCONNECTING');
  await expect(handler({ ...event, looks: 1 }, context)).rejects.toMatchObject({ name: 'TransientServiceError' });
  keyStoreIs('DISCONNECTED');
  expect(await handler({ ...event, looks: 2 }, context)).toMatchObject({ request: { kmsUser: 'set' } });
});

test('one that KMS still shows as FAILED when it is going down is waited for all the same', async () => {
  secretsOf('admin', 'admin_2', 'application', 'kmsuser', 'lifecycle_canary');
  keyStoreIs('FAILED');
  kms.on(DisconnectCustomKeyStoreCommand).rejects(new CustomKeyStoreInvalidStateException({ message: 'DISCONNECTING', $metadata: {} }));

  await expect(handler({ ...event, looks: 1 }, context)).rejects.toMatchObject({ name: 'TransientServiceError' });
});

test('one that takes long to go down is left to the step that connects, which waits for longer', async () => {
  secretsOf('admin', 'admin_2', 'application', 'kmsuser', 'lifecycle_canary');
  keyStoreIs('DISCONNECTING');

  expect(await handler({ ...event, looks: 9 }, context)).toMatchObject({ request: { kmsUser: 'leave' } });
});

test('a cluster that the record knows and CloudHSM does not show is looked for again', async () => {
  fileOnRecord({}, { clusterId });
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [] });
  secretsOf();

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'TransientServiceError' });
  expect(createdSecrets()).toEqual([]);
});

test('so is a key store that the record knows and KMS does not show, until it is known to be gone', async () => {
  fileOnRecord({}, { clusterId, keyStoreId: 'cks-1' });
  secretsOf('admin', 'admin_2', 'application', 'kmsuser', 'lifecycle_canary');

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'TransientServiceError', details: { to: 'cks-1' } });
  expect(await handler({ ...event, looks: 5 }, context)).toMatchObject({ request: { kmsUser: 'set' } });
});
