import {
  ConnectCustomKeyStoreCommand,
  DescribeCustomKeyStoresCommand,
  DisconnectCustomKeyStoreCommand,
  UpdateCustomKeyStoreCommand,
} from '@aws-sdk/client-kms';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/connect-key-store.ts';
import { kms, secretsManager } from '../aws.ts';
import { context } from '../lambda-context.ts';
import { execution, lease, leaseHeldBy, otherExecution } from '../leases.ts';

const keyStoreId = 'cks-1234567890abcdef0';
const event = { keyStoreId, kmsUserSecret: 'secret-arn', lease };

function keyStoreIs(ConnectionState: string, ConnectionErrorCode?: 'INVALID_CREDENTIALS'): void {
  const entry = { CustomKeyStoreId: keyStoreId, ConnectionState: ConnectionState as 'CONNECTED', ConnectionErrorCode };
  kms.on(DescribeCustomKeyStoresCommand, { CustomKeyStoreId: keyStoreId }).resolves({ CustomKeyStores: [entry] });
}

const connects = () => kms.commandCalls(ConnectCustomKeyStoreCommand).map(({ args }) => args[0].input);
const disconnects = () => kms.commandCalls(DisconnectCustomKeyStoreCommand).map(({ args }) => args[0].input);

beforeEach(() => {
  kms.reset();
  leaseHeldBy(execution);
  kms.on(ConnectCustomKeyStoreCommand).resolves({});
  kms.on(DisconnectCustomKeyStoreCommand).resolves({});
  kms.on(UpdateCustomKeyStoreCommand).resolves({});
  secretsManager.reset();
  secretsManager
    .on(GetSecretValueCommand, { SecretId: 'secret-arn' })
    .resolves({ SecretString: '{"username":"kmsuser","password":"Kms0Password"}' });
});

test('connects a disconnected key store with the password that the secret holds: KMS has rotated its own', async () => {
  keyStoreIs('DISCONNECTED');

  expect(await handler(event, context)).toEqual({ state: 'CONNECTING' });
  expect(kms.commandCalls(UpdateCustomKeyStoreCommand).map(({ args }) => args[0].input)).toEqual([
    { CustomKeyStoreId: keyStoreId, KeyStorePassword: 'Kms0Password' },
  ]);
  expect(connects()).toEqual([{ CustomKeyStoreId: keyStoreId }]);
});

test.each([['CONNECTED'], ['CONNECTING']])('leaves a key store that is %s', async (state) => {
  keyStoreIs(state);

  expect(await handler(event, context)).toEqual({ state });
  expect(connects()).toEqual([]);
});

test('disconnects a key store whose connection failed, and is tried again', async () => {
  keyStoreIs('FAILED', 'INVALID_CREDENTIALS');

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'KeyStoreDisconnecting',
    details: { to: keyStoreId, problem: expect.stringContaining('INVALID_CREDENTIALS') },
  });
  expect(disconnects()).toEqual([{ CustomKeyStoreId: keyStoreId }]);
  expect(connects()).toEqual([]);
});

test('asks only once for a disconnection', async () => {
  keyStoreIs('DISCONNECTING');

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'KeyStoreDisconnecting' });
  expect(disconnects()).toEqual([]);
});

test('changes nothing once another execution holds the lease', async () => {
  keyStoreIs('DISCONNECTED');
  leaseHeldBy(otherExecution);

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(connects()).toEqual([]);
});

test('a key store that KMS does not show yet is looked for again', async () => {
  kms.on(DescribeCustomKeyStoresCommand).resolves({ CustomKeyStores: [] });

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'TransientServiceError', details: { to: keyStoreId } });
});
