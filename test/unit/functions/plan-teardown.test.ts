import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { DescribeCustomKeyStoresCommand, DescribeKeyCommand, ListKeysCommand } from '@aws-sdk/client-kms';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/plan-teardown.ts';
import { cloudhsm, kms } from '../aws.ts';
import { clusterId, describedCluster } from '../clusters.ts';
import { execution, lease, now } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, leaseHeldBy } from '../record.ts';

const keyStoreId = 'cks-aaaaaaaaaaaaaaaaa';
const plan = (looks = 0) => handler({ environment: 'production', lease, looks, now }, context);

function stands(...clusters: string[]): void {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: clusters.map((ClusterId) => describedCluster({ ClusterId })) });
}

function keyStores(...ids: string[]): void {
  const CustomKeyStores = ids.map((CustomKeyStoreId) => ({ CustomKeyStoreId, CloudHsmClusterId: clusterId }));
  kms.on(DescribeCustomKeyStoresCommand).resolves({ CustomKeyStores });
}

beforeEach(() => {
  for (const client of [cloudhsm, kms]) client.reset();
  emptyRecord();
  fileOnRecord({}, { clusterId, keyStoreId });
  leaseHeldBy(execution);
  keyStores();
  kms.on(ListKeysCommand).resolves({ Keys: [{ KeyId: 'key' }] });
  kms.on(DescribeKeyCommand).resolves({ KeyMetadata: { KeyId: 'key', CustomKeyStoreId: keyStoreId, KeyState: 'Enabled' } });
});

test('a key store that one look does not show is looked for again: its keys hold the environment', async () => {
  stands(clusterId);
  keyStores();
  await expect(plan()).rejects.toMatchObject({ name: 'TransientServiceError', details: { to: keyStoreId } });
  keyStores(keyStoreId);
  await expect(plan(1)).rejects.toMatchObject({ name: 'KeysInUse' });
});

test('a cluster that one look does not show is looked for again, and is gone after five', async () => {
  stands();
  await expect(plan()).rejects.toMatchObject({ name: 'TransientServiceError', details: { to: clusterId } });
  expect(await plan(5)).toMatchObject({ next: 'go', clusterId: null, clusterIds: [clusterId] });
});

test('a key store that is gone after five looks holds nothing', async () => {
  stands(clusterId);
  keyStores();
  expect(await plan(5)).toMatchObject({ next: 'go', clusterId });
});

test('a cluster that has lost its tags is not said to be gone: it is billed, and may hold keys', async () => {
  const tagged = (...TagList: { Key: string; Value: string }[]) =>
    cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ TagList })] });
  tagged();
  await expect(plan(5)).rejects.toMatchObject({
    name: 'ClusterMissing',
    details: { doing: 'tearing down', problem: expect.stringContaining(`${clusterId}, which stands without the tags`) },
  });
  // somebody has said that it is theirs
  tagged({ Key: 'cloudhsm-lifecycle:environment', Value: 'none' });
  expect(await plan(5)).toMatchObject({ next: 'go', clusterId: null });
});

test('keys hold an environment whose cluster is gone too: a backup brings it back', async () => {
  stands();
  keyStores(keyStoreId);
  await expect(plan(5)).rejects.toMatchObject({
    name: 'KeysInUse',
    details: { remedy: expect.stringMatching(/`npx hsm restore production.*` brings their cluster back/) },
  });
  kms.on(ListKeysCommand).resolves({ Keys: [] });
  expect(await plan(5)).toMatchObject({ next: 'go', clusterId: null });
});
