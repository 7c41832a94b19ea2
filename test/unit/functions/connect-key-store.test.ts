import {
  ConnectCustomKeyStoreCommand,
  CustomKeyStoreNotFoundException,
  DescribeCustomKeyStoresCommand,
  DisconnectCustomKeyStoreCommand,
  UpdateCustomKeyStoreCommand,
} from '@aws-sdk/client-kms';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/connect-key-store.ts';
import { kms, secretsManager } from '../aws.ts';
import { clusterId } from '../clusters.ts';
import { execution, lease, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, leaseHeldBy, usersOnRecord } from '../record.ts';
import { rejection } from '../service-errors.ts';

const keyStoreId = 'cks-1234567890abcdef0';
const event = { environment: 'production', keyStoreId, lease, kmsUser: 'set' as const, failures: [], pace: 1 };

const notFound = new CustomKeyStoreNotFoundException({ message: 'no such key store', $metadata: { httpStatusCode: 400 } });

function keyStoreIs(ConnectionState: string): void {
  const entry = { CustomKeyStoreId: keyStoreId, CloudHsmClusterId: clusterId, ConnectionState: ConnectionState as 'CONNECTED' };
  kms.on(DescribeCustomKeyStoresCommand, { CustomKeyStoreId: keyStoreId }).resolves({ CustomKeyStores: [entry] });
}

const updates = () => kms.commandCalls(UpdateCustomKeyStoreCommand).map(({ args }) => args[0].input);
const connects = () => kms.commandCalls(ConnectCustomKeyStoreCommand).map(({ args }) => args[0].input);
const disconnects = () => kms.commandCalls(DisconnectCustomKeyStoreCommand).map(({ args }) => args[0].input);

beforeEach(() => {
  kms.reset();
  emptyRecord();
  usersOnRecord({ admin: 'admin-arn', kmsuser: 'secret-arn' });
  leaseHeldBy(execution);
  kms.on(ConnectCustomKeyStoreCommand).resolves({});
  kms.on(DisconnectCustomKeyStoreCommand).resolves({});
  kms.on(UpdateCustomKeyStoreCommand).resolves({});
  secretsManager.reset();
  secretsManager
    .on(GetSecretValueCommand, { SecretId: 'secret-arn' })
    .resolves({ SecretString: '{"username":"kmsuser","password":"Kms0Password"}' });
});

test('connects a disconnected key store with the password of the secret, where this run has given it to kmsuser', async () => {
  keyStoreIs('DISCONNECTED');

  expect(await handler(event, context)).toEqual({ asked: 'connect', waitSeconds: 300 });
  expect(updates()).toEqual([{ CustomKeyStoreId: keyStoreId, KeyStorePassword: 'Kms0Password' }]);
  expect(connects()).toEqual([{ CustomKeyStoreId: keyStoreId }]);
});

test('tells KMS no password where kmsuser was left alone: the secret has an older one', async () => {
  keyStoreIs('DISCONNECTED');

  expect(await handler({ ...event, kmsUser: 'leave' }, context)).toEqual({ asked: 'connect', waitSeconds: 300 });
  expect(updates()).toEqual([]);
  expect(connects()).toEqual([{ CustomKeyStoreId: keyStoreId }]);
});

test.each([
  ['CONNECTED', 'connect'],
  ['CONNECTING', 'connect'],
  ['DISCONNECTING', 'disconnect'],
])('leaves a key store that is %s, and looks at once', async (state, asked) => {
  keyStoreIs(state);

  expect(await handler(event, context)).toEqual({ asked, waitSeconds: 0 });
  expect([...updates(), ...connects(), ...disconnects()]).toEqual([]);
});

test('takes a connection down that failed, whatever comes of it', async () => {
  keyStoreIs('FAILED');

  for (const failures of [['INTERNAL_ERROR'], ['INVALID_CREDENTIALS']]) {
    expect(await handler({ ...event, failures }, context)).toEqual({ asked: 'disconnect', waitSeconds: 10 });
  }
  expect(disconnects()).toEqual(Array(2).fill({ CustomKeyStoreId: keyStoreId }));
  expect([...updates(), ...connects()]).toEqual([]);
});

test('connects again where it may pass by itself', async () => {
  keyStoreIs('DISCONNECTED');

  expect(await handler({ ...event, failures: ['INTERNAL_ERROR'] }, context)).toMatchObject({ asked: 'connect' });
});

test.each([
  ['that does not pass by itself', ['INVALID_CREDENTIALS']],
  ['that has not passed', ['INTERNAL_ERROR', 'INTERNAL_ERROR', 'INTERNAL_ERROR']],
])('tells of a failure %s once the key store is disconnected, and tries no password again', async (_, failures) => {
  keyStoreIs('DISCONNECTED');

  await expect(handler({ ...event, failures }, context)).rejects.toMatchObject({
    name: 'KeyStoreConnectionFailed',
    details: { to: keyStoreId, problem: expect.stringContaining(failures.at(-1)!) },
  });
  expect([...updates(), ...connects()]).toEqual([]);
});

test.each([['DISCONNECTED'], ['FAILED']])(
  'changes nothing of a key store that is %s once another execution holds the lease',
  async (state) => {
    keyStoreIs(state);
    leaseHeldBy(otherExecution);

    await expect(handler(event, context)).rejects.toMatchObject({ name: 'LeaseLost' });
    expect([...updates(), ...connects(), ...disconnects()]).toEqual([]);
  },
);

test.each([
  ['UpdateCustomKeyStore', 'DISCONNECTED', UpdateCustomKeyStoreCommand, 'connecting the key store'],
  ['ConnectCustomKeyStore', 'DISCONNECTED', ConnectCustomKeyStoreCommand, 'connecting the key store'],
  ['DisconnectCustomKeyStore', 'FAILED', DisconnectCustomKeyStoreCommand, 'disconnecting the key store'],
])('where %s finds the key store in another state than the look before, it is looked at again', async (_, state, Command, doing) => {
  keyStoreIs(state);
  kms.on(Command as typeof ConnectCustomKeyStoreCommand).rejects(rejection('CustomKeyStoreInvalidStateException'));

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'TransientServiceError',
    details: { doing, to: keyStoreId },
  });
});

test.each([
  ['CloudHsmClusterNotActiveException', 'TransientServiceError'],
  ['CloudHsmClusterInvalidConfigurationException', 'RequestRejected'],
])('sorts what KMS says of the cluster: %s', async (refusal, name) => {
  keyStoreIs('DISCONNECTED');
  kms.on(ConnectCustomKeyStoreCommand).rejects(rejection(refusal));

  await expect(handler(event, context)).rejects.toMatchObject({ name, details: { to: keyStoreId } });
});

test.each<[string, () => void]>([
  ['does not show', () => kms.on(DescribeCustomKeyStoresCommand).resolves({ CustomKeyStores: [] })],
  ['says it does not know', () => kms.on(DescribeCustomKeyStoresCommand).rejects(notFound)],
])('a key store that KMS %s yet is looked for again', async (_, answers) => {
  answers();

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'TransientServiceError', details: { to: keyStoreId } });
});

test('says what to do where the environment was provisioned without a key store', async () => {
  usersOnRecord({ admin: 'admin-arn' });
  keyStoreIs('DISCONNECTED');

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'AdminSecretMissing',
    details: { remedy: expect.stringContaining('provision the environment') },
  });
  expect([...updates(), ...connects()]).toEqual([]);
});
