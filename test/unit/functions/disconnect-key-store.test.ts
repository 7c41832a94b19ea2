import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { type ConnectionStateType, DescribeCustomKeyStoresCommand, DisconnectCustomKeyStoreCommand } from '@aws-sdk/client-kms';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/disconnect-key-store.ts';
import { cloudhsm, kms } from '../aws.ts';
import { clusterId, describedCluster } from '../clusters.ts';
import { execution, lease, now, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, leaseHeldBy } from '../record.ts';
import { rejection } from '../service-errors.ts';

const keyStoreId = 'cks-1234567890abcdef0';
const waiting = { awaited: 'disconnectKeyStore' as const, since: now, now, deadlineSeconds: 3600 };
const event = { environment: 'production', lease, looks: 0, waiting };
const asked = () => kms.commandCalls(DisconnectCustomKeyStoreCommand).length;

function keyStoreIs(...states: ConnectionStateType[]): void {
  const CustomKeyStores = states.map((ConnectionState) => ({
    CustomKeyStoreId: keyStoreId,
    CloudHsmClusterId: clusterId,
    ConnectionState,
  }));
  kms.on(DescribeCustomKeyStoresCommand).resolves({ CustomKeyStores });
}

beforeEach(() => {
  cloudhsm.reset();
  kms.reset();
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster()] });
  kms.on(DisconnectCustomKeyStoreCommand).resolves({});
  emptyRecord();
  fileOnRecord({}, { clusterId, keyStoreId });
  leaseHeldBy(execution);
});

test.each(['CONNECTED', 'CONNECTING', 'FAILED'] as const)('asks KMS where the key store is %s, and waits', async (state) => {
  keyStoreIs(state);

  expect(await handler(event, context)).toMatchObject({ ready: false, pending: true, clusterId });
  expect(asked()).toBe(1);
});

test('waits while KMS is at it', async () => {
  keyStoreIs('DISCONNECTING');

  expect(await handler(event, context)).toMatchObject({ ready: false, pending: true });
  expect(asked()).toBe(0);
});

test('is done where it is DISCONNECTED', async () => {
  keyStoreIs('DISCONNECTED');

  expect(await handler(event, context)).toMatchObject({ ready: true });
});

test('a refusal means that KMS is at it already, and shows it late', async () => {
  keyStoreIs('CONNECTED');
  kms.on(DisconnectCustomKeyStoreCommand).rejects(rejection('CustomKeyStoreInvalidStateException'));

  expect(await handler(event, context)).toMatchObject({ ready: false, pending: true });
});

test('a key store of the record that KMS does not show is looked for again, and is gone in the end', async () => {
  keyStoreIs();

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'TransientServiceError' });
  expect(await handler({ ...event, looks: 5 }, context)).toMatchObject({ ready: true });
});

test.each(['CONNECTED', 'DISCONNECTED'] as const)(
  'nothing is done, nor said to be, while another execution holds the lease: %s',
  async (state) => {
    keyStoreIs(state);
    leaseHeldBy(otherExecution);

    await expect(handler(event, context)).rejects.toMatchObject({ name: 'LeaseHeld' });
    expect(asked()).toBe(0);
  },
);

test('any other refusal is told: the keys can be used still', async () => {
  keyStoreIs('CONNECTED');
  kms.on(DisconnectCustomKeyStoreCommand).rejects(rejection('AccessDeniedException'));

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('an environment that has no key store has nothing to disconnect, and that is seen at the first look', async () => {
  keyStoreIs();
  emptyRecord();
  fileOnRecord({}, { clusterId });
  leaseHeldBy(execution);

  expect(await handler(event, context)).toMatchObject({ ready: true, clusterId });
});
