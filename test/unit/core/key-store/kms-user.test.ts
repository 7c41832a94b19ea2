import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { CustomKeyStoreInvalidStateException, DescribeCustomKeyStoresCommand, DisconnectCustomKeyStoreCommand } from '@aws-sdk/client-kms';
import { beforeEach, expect, test } from 'vitest';
import { kmsUserOf } from '../../../../core/key-store/kms-user.ts';
import { cloudhsm, kms } from '../../aws.ts';
import { clusterId, describedCluster } from '../../clusters.ts';
import { rejection } from '../../service-errors.ts';

const late = { name: 'TransientServiceError', details: { to: 'cks-1' } };

function storeIs(ConnectionState?: string, CloudHsmClusterId = clusterId): void {
  const store = { CustomKeyStoreId: 'cks-1', CloudHsmClusterId, ConnectionState };
  kms.on(DescribeCustomKeyStoresCommand).resolves({ CustomKeyStores: (ConnectionState ? [store] : []) as never });
}

const disconnects = () => kms.commandCalls(DisconnectCustomKeyStoreCommand).map(({ args }) => args[0].input.CustomKeyStoreId);

beforeEach(() => {
  cloudhsm.reset();
  kms.reset();
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster()] });
  kms.on(DisconnectCustomKeyStoreCommand).resolves({});
});

test.each([
  [undefined, 'set'],
  ['DISCONNECTED', 'set'],
  ['CONNECTED', 'leave'],
  ['CONNECTING', 'leave'],
])('over a cluster whose key store is %s kmsuser is to be %s: KMS may be logged in as it', async (state, expected) => {
  storeIs(state);

  expect(await kmsUserOf(clusterId, undefined, 0)).toBe(expected);
  expect(disconnects()).toEqual([]);
});

test("a key store over another cluster says nothing of this one's kmsuser", async () => {
  storeIs('CONNECTED', 'cluster-bbbbbbbbbbb');

  expect(await kmsUserOf(clusterId, undefined, 0)).toBe('set');
});

test('one that the record knows and KMS does not show is looked for five times, and is gone then', async () => {
  storeIs(undefined);

  await expect(kmsUserOf(clusterId, 'cks-1', 4)).rejects.toMatchObject(late);
  expect(await kmsUserOf(clusterId, 'cks-1', 5)).toBe('set');
});

test.each([
  ['FAILED', ['cks-1']],
  ['DISCONNECTING', []],
])('one that is %s is waited for until it is down, at nine looks, and left then', async (state, asked) => {
  storeIs(state);

  await expect(kmsUserOf(clusterId, 'cks-1', 8)).rejects.toMatchObject(late);
  expect(disconnects()).toEqual(asked);
  expect(await kmsUserOf(clusterId, 'cks-1', 9)).toBe('leave');
});

test.each([
  ['CONNECTED', ['cks-1']],
  ['FAILED', ['cks-1']],
  ['DISCONNECTING', []],
])('one whose cluster is gone is taken down whatever KMS says of it: %s', async (state, asked) => {
  storeIs(state, 'cluster-gone');

  await expect(kmsUserOf(clusterId, 'cks-1', 0)).rejects.toMatchObject(late);
  expect(disconnects()).toEqual(asked);
});

test('once it is down its kmsuser is set up on the cluster that it is tied to', async () => {
  storeIs('DISCONNECTED', 'cluster-gone');

  expect(await kmsUserOf(clusterId, 'cks-1', 0)).toBe('set');
  expect(disconnects()).toEqual([]);
});

test('KMS may show late that it is at work on it; what else it says is told', async () => {
  storeIs('FAILED');
  kms.on(DisconnectCustomKeyStoreCommand).rejects(new CustomKeyStoreInvalidStateException({ message: 'DISCONNECTING', $metadata: {} }));
  await expect(kmsUserOf(clusterId, 'cks-1', 0)).rejects.toMatchObject(late);

  const denied = rejection('AccessDeniedException');
  kms.on(DisconnectCustomKeyStoreCommand).rejects(denied);
  await expect(kmsUserOf(clusterId, 'cks-1', 0)).rejects.toBe(denied);
});
