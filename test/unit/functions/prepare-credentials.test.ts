import { GetCertificateAuthorityCertificateCommand } from '@aws-sdk/client-acm-pca';
import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { DescribeCustomKeyStoresCommand } from '@aws-sdk/client-kms';
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  InvalidRequestException,
  ResourceExistsException,
  ResourceNotFoundException,
} from '@aws-sdk/client-secrets-manager';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/prepare-credentials.ts';
import { cloudhsm, kms, pca, secretsManager } from '../aws.ts';
import { certify } from '../certificates.ts';
import { clusterId, describedCluster } from '../clusters.ts';
import { environment } from '../environments.ts';
import { context } from '../lambda-context.ts';

const password = 'Generated0Password1Never2Shown34';
const startedAt = '2026-01-05T09:00:00.000Z';
const event = { environment: environment(), startedAt };
const nothing = { message: 'none', $metadata: { httpStatusCode: 400 } };

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

const createdSecrets = () => secretsManager.commandCalls(CreateSecretCommand).map(({ args }) => args[0].input);

let root: string;

beforeAll(async () => {
  root = await certify({ owner: 'organisation' });
});

beforeEach(() => {
  for (const client of [cloudhsm, secretsManager, pca, kms]) client.reset();
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State: 'INITIALIZED' })] });
  pca.on(GetCertificateAuthorityCertificateCommand).resolves({ Certificate: root });
  kms.on(DescribeCustomKeyStoresCommand).resolves({ CustomKeyStores: [] });
});

test('makes a password for each user of an initialized cluster, and hands out nothing but ARNs', async () => {
  secretsOf();

  const result = await handler(event, context);

  const secrets = { admin: arnOf('admin'), application: arnOf('application'), kmsuser: arnOf('kmsuser') };
  expect(result).toEqual({
    clusterId,
    secrets,
    created: Object.values(secrets),
    trustAnchor: root,
    request: { clusterId, users: secrets, trustAnchor: arnOf('trust-anchor'), kmsUser: 'set' },
  });
  expect(JSON.stringify(result)).not.toContain(password);
  expect(createdSecrets()).toHaveLength(4);
  expect(createdSecrets()).toContainEqual({
    Name: 'cloudhsm-lifecycle/dev/production/kmsuser',
    Description: 'CloudHSM user kmsuser of the environment production',
    SecretString: JSON.stringify({ username: 'kmsuser', password }),
    Tags: [
      { Key: 'cloudhsm-lifecycle:environment', Value: 'production' },
      { Key: 'cloudhsm-lifecycle:stage', Value: 'dev' },
    ],
  });
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
  secretsOf('admin', 'application');

  expect(await handler(event, context)).toMatchObject({ created: [arnOf('kmsuser')], secrets: { admin: arnOf('admin') } });
  const names = ['kmsuser', 'trust-anchor'].map((name) => `cloudhsm-lifecycle/dev/production/${name}`);
  expect(createdSecrets().map(({ Name }) => Name)).toEqual(names);
});

test('makes none for kmsuser where the file asks for no key store', async () => {
  secretsOf();

  const { secrets } = await handler({ ...event, environment: environment({ keyStore: undefined }) }, context);

  expect(Object.keys(secrets)).toEqual(['admin', 'application']);
  expect(kms.calls()).toHaveLength(0);
});

test.each([['ACTIVE'], ['UPDATE_IN_PROGRESS'], ['MODIFY_IN_PROGRESS'], ['DEGRADED']] as const)(
  'never makes a new admin password for an activated cluster: %s',
  async (State) => {
    cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State })] });
    secretsOf('application', 'kmsuser');

    await expect(handler(event, context)).rejects.toMatchObject({
      name: 'AdminSecretMissing',
      details: {
        to: clusterId,
        problem: expect.stringContaining('cloudhsm-lifecycle/dev/production/admin'),
        remedy: expect.stringContaining('restore the secret'),
      },
    });
    expect(createdSecrets()).toEqual([]);
  },
);

test('goes on with an activated cluster whose admin secret is there', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster()] });
  secretsOf('admin', 'application', 'kmsuser');

  expect(await handler(event, context)).toMatchObject({ created: [] });
});

test('makes no password in place of one that is scheduled for deletion', async () => {
  secretsOf('application', 'kmsuser');
  secretsManager
    .on(DescribeSecretCommand, { SecretId: 'cloudhsm-lifecycle/dev/production/admin' })
    .resolves({ ARN: arnOf('admin'), DeletedDate: new Date('2026-01-01T00:00:00Z') });

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'AdminSecretMissing',
    details: { remedy: expect.stringContaining('aws secretsmanager restore-secret --secret-id cloudhsm-lifecycle/dev/production/admin') },
  });
  expect(createdSecrets()).toEqual([]);
});

test('says the same where only CreateSecret tells that the secret is scheduled for deletion', async () => {
  secretsOf('application', 'kmsuser');
  secretsManager.on(CreateSecretCommand).rejects(new InvalidRequestException(nothing));

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'AdminSecretMissing' });
});

test('takes the secret that came into being between its look and its create', async () => {
  secretsOf('application', 'kmsuser');
  secretsManager
    .on(DescribeSecretCommand, { SecretId: 'cloudhsm-lifecycle/dev/production/admin' })
    .rejectsOnce(new ResourceNotFoundException(nothing))
    .resolves({ ARN: arnOf('admin') });
  secretsManager.on(CreateSecretCommand).rejects(new ResourceExistsException(nothing));
  secretsManager
    .on(DescribeSecretCommand, { SecretId: 'cloudhsm-lifecycle/dev/production/trust-anchor' })
    .resolves({ ARN: arnOf('trust-anchor') });

  expect(await handler(event, context)).toMatchObject({ secrets: { admin: arnOf('admin') } });
});

test.each([
  ['CONNECTED', 'leave'],
  ['CONNECTING', 'leave'],
  ['DISCONNECTED', 'set'],
  ['DISCONNECTING', 'leave'],
  ['FAILED', 'set'],
] as const)('kmsuser is ours only while KMS is not logged in as it: %s', async (ConnectionState, kmsUser) => {
  secretsOf('admin', 'application', 'kmsuser');
  kms
    .on(DescribeCustomKeyStoresCommand)
    .resolves({ CustomKeyStores: [{ CloudHsmClusterId: clusterId, CustomKeyStoreName: 'of whatever name', ConnectionState }] });

  expect(await handler(event, context)).toMatchObject({ request: { kmsUser } });
});

test('keeps the trust anchor in a secret of its own', async () => {
  secretsOf('admin', 'application', 'kmsuser');

  await handler(event, context);
  expect(createdSecrets()).toMatchObject([{ Name: 'cloudhsm-lifecycle/dev/production/trust-anchor', SecretString: root }]);
});
