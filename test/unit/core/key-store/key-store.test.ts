import { CustomKeyStoreNotFoundException, DescribeCustomKeyStoresCommand } from '@aws-sdk/client-kms';
import { beforeEach, expect, test } from 'vitest';
import { findKeyStore, getKeyStore, listKeyStores } from '../../../../core/key-store/key-store.ts';
import { requireKeyStore } from '../../../../core/key-store/require-key-store.ts';
import { kms } from '../../aws.ts';

const failed = {
  CustomKeyStoreId: 'cks-1',
  CustomKeyStoreName: 'keys',
  CloudHsmClusterId: 'cluster-1',
  ConnectionState: 'FAILED' as const,
  ConnectionErrorCode: 'USER_LOCKED_OUT' as const,
  CreationDate: new Date('2026-01-01T00:00:00Z'),
};
const known = {
  keyStoreId: 'cks-1',
  name: 'keys',
  clusterId: 'cluster-1',
  state: 'FAILED',
  errorCode: 'USER_LOCKED_OUT',
  createdAt: new Date('2026-01-01T00:00:00Z'),
};

beforeEach(() => {
  kms.reset();
});

test("a cluster's key store is known by the tie, on whatever page, and not by its name", async () => {
  const outside = { CustomKeyStoreId: 'cks-0', CustomKeyStoreName: 'keys' };
  kms.on(DescribeCustomKeyStoresCommand).resolves({ CustomKeyStores: [outside], Truncated: true, NextMarker: 'next' });
  kms.on(DescribeCustomKeyStoresCommand, { Marker: 'next' }).resolves({ CustomKeyStores: [failed] });

  expect(await findKeyStore('cluster-1')).toEqual(known);
  expect(await findKeyStore('cluster-2')).toBeUndefined();
  expect((await listKeyStores()).map(({ keyStoreId, clusterId }) => [keyStoreId, clusterId])).toEqual([
    ['cks-0', ''],
    ['cks-1', 'cluster-1'],
  ]);
});

test('one that this run knows and KMS does not show is looked for again', async () => {
  kms.on(DescribeCustomKeyStoresCommand, { CustomKeyStoreId: 'cks-1' }).resolves({ CustomKeyStores: [failed] });
  expect(await requireKeyStore('cks-1')).toEqual(known);

  kms.on(DescribeCustomKeyStoresCommand).rejects(new CustomKeyStoreNotFoundException({ message: 'none', $metadata: {} }));
  expect(await getKeyStore('cks-1')).toBeUndefined();
  await expect(requireKeyStore('cks-1')).rejects.toMatchObject({ name: 'TransientServiceError', details: { to: 'cks-1' } });
});
