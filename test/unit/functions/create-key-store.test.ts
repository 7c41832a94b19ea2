import { CreateCustomKeyStoreCommand, type CustomKeyStoresListEntry, DescribeCustomKeyStoresCommand } from '@aws-sdk/client-kms';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/create-key-store.ts';
import { kms, secretsManager } from '../aws.ts';
import { clusterId } from '../clusters.ts';
import { context, loggedErrors } from '../lambda-context.ts';
import { aMinuteLater, execution, lease, leaseHeldBy, now, otherExecution, twoMinutesLater } from '../leases.ts';
import { connectionCut, rejection } from '../service-errors.ts';

const keyStoreId = 'cks-1234567890abcdef0';
const event = {
  name: 'hsm-backed-keystore',
  clusterId,
  kmsUserSecret: 'secret-arn',
  trustAnchor: 'root',
  lease,
  startedAt: '2026-01-01T00:00:00Z',
  now,
};
const described = {
  CustomKeyStoreId: keyStoreId,
  CustomKeyStoreName: event.name,
  CloudHsmClusterId: clusterId,
  ConnectionState: 'DISCONNECTED' as const,
  CreationDate: new Date('2026-01-01T00:30:00Z'),
};

const foreign = { ...described, CustomKeyStoreId: 'cks-other', CustomKeyStoreName: 'other', CloudHsmClusterId: 'cluster-bbbbbbbbbbb' };

function keyStoresAre(...CustomKeyStores: CustomKeyStoresListEntry[]): void {
  kms.on(DescribeCustomKeyStoresCommand).resolves({ CustomKeyStores });
}

const creates = () => kms.commandCalls(CreateCustomKeyStoreCommand).map(({ args }) => args[0].input);

beforeEach(() => {
  kms.reset();
  secretsManager.reset();
  loggedErrors.length = 0;
  leaseHeldBy(execution);
  keyStoresAre();
  kms.on(CreateCustomKeyStoreCommand).resolves({ CustomKeyStoreId: keyStoreId });
  secretsManager.on(GetSecretValueCommand).resolves({ SecretString: '{"username":"kmsuser","password":"Kms0Password"}' });
});

test('creates the key store with the password of kmsuser, which goes nowhere else', async () => {
  const result = await handler(event, context);

  expect(result).toEqual({ keyStoreId, state: 'DISCONNECTED', created: [keyStoreId] });
  expect(secretsManager.commandCalls(GetSecretValueCommand)[0]!.args[0].input).toEqual({ SecretId: 'secret-arn' });
  expect(creates()).toEqual([
    {
      CustomKeyStoreName: 'hsm-backed-keystore',
      CloudHsmClusterId: clusterId,
      KeyStorePassword: 'Kms0Password',
      TrustAnchorCertificate: 'root',
    },
  ]);
});

test('adopts the key store of an earlier run without reading the password', async () => {
  const earlier = { ...described, ConnectionState: 'CONNECTED' as const, CreationDate: new Date('2025-12-01T00:00:00Z') };
  keyStoresAre(foreign, earlier);

  expect(await handler(event, context)).toEqual({ keyStoreId, state: 'CONNECTED', created: [] });
  expect(creates()).toEqual([]);
  expect(secretsManager.calls()).toHaveLength(0);
});

test('adopts the key store that a lost response already created, as its own', async () => {
  keyStoresAre(described);

  expect(await handler(event, context)).toMatchObject({ created: [keyStoreId] });
  expect(creates()).toEqual([]);
});

test('knows the key store by its cluster, and names it where the file names another', async () => {
  keyStoresAre({ ...described, CustomKeyStoreName: 'standing' });

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'KeyStoreMismatch',
    details: {
      problem: `the cluster ${clusterId} has the key store standing (${keyStoreId})`,
      remedy: 'write "standing" in keyStore.name and start the workflow again',
    },
  });
  expect(creates()).toEqual([]);
});

test.each([['CustomKeyStoreNameInUseException'], ['CloudHsmClusterInUseException']])(
  'where KMS says %s it looks again, and takes what stands over the cluster',
  async (name) => {
    kms
      .on(DescribeCustomKeyStoresCommand)
      .resolvesOnce({ CustomKeyStores: [] })
      .resolves({ CustomKeyStores: [described] });
    kms.on(CreateCustomKeyStoreCommand).rejects(rejection(name));

    expect(await handler(event, context)).toMatchObject({ keyStoreId, created: [keyStoreId] });
  },
);

test.each([['CustomKeyStoreNameInUseException'], ['CloudHsmClusterInUseException']])(
  'where KMS says %s and shows no such key store, it is looked for again',
  async (name) => {
    keyStoresAre(foreign);
    kms.on(CreateCustomKeyStoreCommand).rejects(rejection(name));

    await expect(handler(event, context)).rejects.toMatchObject({ name: 'TransientServiceError' });
  },
);

test('does not take the key store of another cluster', async () => {
  keyStoresAre({ ...foreign, CustomKeyStoreName: event.name });
  kms.on(CreateCustomKeyStoreCommand).rejects(rejection('CustomKeyStoreNameInUseException'));

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'KeyStoreNameTaken',
    details: {
      problem: 'cks-other has the name already, over cluster-bbbbbbbbbbb',
      remedy: expect.stringContaining('choose another name in keyStore.name'),
    },
  });
});

test('creates nothing once another execution holds the lease', async () => {
  leaseHeldBy(otherExecution);

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(creates()).toEqual([]);
});

test('looks twice before it creates again', async () => {
  kms.on(CreateCustomKeyStoreCommand).rejectsOnce(connectionCut()).resolves({ CustomKeyStoreId: keyStoreId });
  for (const at of [now, aMinuteLater])
    await expect(handler({ ...event, now: at }, context)).rejects.toMatchObject({ name: 'CreateOutcomeUnknown' });
  expect(creates()).toHaveLength(1);

  await handler({ ...event, now: twoMinutesLater }, context);
  expect(creates()).toHaveLength(2);
});

test('does not wait until the new key store is to be seen: KMS has named it', async () => {
  expect(await handler(event, context)).toEqual({ keyStoreId, state: 'DISCONNECTED', created: [keyStoreId] });
  expect(kms.commandCalls(DescribeCustomKeyStoresCommand), 'the look before').toHaveLength(1);
});

test.each([
  ['CreateOutcomeUnknown', connectionCut()],
  ['TransientServiceError', rejection('CloudHsmClusterNotActiveException')],
  ['TransientServiceError', rejection('CloudHsmClusterNotFoundException')],
  ['RequestRejected', rejection('CloudHsmClusterInvalidConfigurationException')],
  ['RequestRejected', rejection('IncorrectTrustAnchorException')],
  ['RequestRejected', rejection('LimitExceededException')],
  ['AccessDenied', rejection('AccessDeniedException')],
])('has an error of KMS sorted, without the password in message or log: %s', async (name, error) => {
  kms.on(CreateCustomKeyStoreCommand).rejects(error);

  const thrown = await handler(event, context).then(
    () => undefined,
    (reason: Error) => reason,
  );

  expect(thrown?.name).toBe(name);
  expect(thrown?.message).not.toContain('Kms0Password');
  expect(JSON.stringify(loggedErrors)).not.toContain('Kms0Password');
});
