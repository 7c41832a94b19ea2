import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { DescribeCustomKeyStoresCommand, DescribeKeyCommand, type KeyState, ListKeysCommand } from '@aws-sdk/client-kms';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/plan-teardown.ts';
import { cloudhsm, kms } from '../aws.ts';
import { clusterId, describedCluster } from '../clusters.ts';
import { execution, lease, now, otherExecution } from '../executions.ts';
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

/** The key store of the standing cluster has so many keys in this state. */
function keysAre(count: number, KeyState: KeyState): void {
  stands(clusterId);
  keyStores(keyStoreId);
  const ids = Array.from({ length: count }, (_, at) => `key-${at + 1}`);
  kms.on(ListKeysCommand).resolves({ Keys: ids.map((KeyId) => ({ KeyId })) });
  for (const KeyId of ids)
    kms.on(DescribeKeyCommand, { KeyId }).resolves({ KeyMetadata: { KeyId, Arn: `arn:${KeyId}`, CustomKeyStoreId: keyStoreId, KeyState } });
}

test('an environment whose key store is empty may go, and what goes with it is named', async () => {
  keysAre(0, 'Enabled');
  fileOnRecord({}, { clusterId, keyStoreId, formerClusters: ['cluster-2222222222a'], clusterIds: [clusterId, 'cluster-3333333333a'] });
  expect(await plan()).toEqual({
    next: 'go',
    clusterId,
    clusterIds: ['cluster-2222222222a', 'cluster-3333333333a', clusterId],
    keyStoreId,
    takeBack: [],
  });
});

test('a cluster that the record does not know goes with the others', async () => {
  keysAre(0, 'Enabled');
  stands('cluster-bbbbbbbbbbb');
  expect(await plan(5)).toMatchObject({ clusterId: 'cluster-bbbbbbbbbbb', clusterIds: [clusterId, 'cluster-bbbbbbbbbbb'] });
});

test('keys in use are named with the command that has them deleted, where anybody wants that', async () => {
  keysAre(1, 'Enabled');
  await expect(plan()).rejects.toMatchObject({
    name: 'KeysInUse',
    details: {
      to: 'environment production',
      problem: `its key store ${keyStoreId} has 1 key: arn:key-1 (Enabled)`,
      remedy: expect.stringMatching(
        /`npx hsm teardown production --schedule-key-deletion 30.*can be taken back until then; nothing was changed$/,
      ),
    },
  });
});

test.each([
  [10, 'arn:key-10 (Disabled)'],
  [11, 'arn:key-10 (Disabled), …'],
])('of %d keys ten are named', async (count, end) => {
  keysAre(count, 'Disabled');
  const error = await plan().catch((thrown: { details: { problem: string } }) => thrown);
  expect(error).toMatchObject({ details: { problem: expect.stringContaining(`has ${count} keys: arn:key-1 (Disabled), `) } });
  expect(error).toMatchObject({ details: { problem: expect.stringMatching(new RegExp(`${end.replaceAll(/[()]/g, '\\$&')}$`)) } });
});

test('where all keys are on their way to deletion, the remedy is to wait or to take them back', async () => {
  keysAre(2, 'PendingDeletion');
  await expect(plan()).rejects.toMatchObject({
    name: 'KeysInUse',
    details: {
      remedy: expect.stringMatching(
        /^start it again when they are gone \(`aws kms describe-key --key-id key-1.*`npx hsm teardown production --cancel/,
      ),
    },
  });
});

test('where one key is in use still, waiting is no remedy', async () => {
  keysAre(2, 'PendingDeletion');
  kms.on(DescribeKeyCommand, { KeyId: 'key-2' }).resolves({
    KeyMetadata: { KeyId: 'key-2', Arn: 'arn:key-2', CustomKeyStoreId: keyStoreId, KeyState: 'Enabled' },
  });
  await expect(plan()).rejects.toMatchObject({ details: { remedy: expect.stringContaining('--schedule-key-deletion 30') } });
});

test('keys are scheduled for deletion where somebody asks for it', async () => {
  keysAre(2, 'Enabled');
  expect(await handler({ environment: 'production', lease, looks: 0, now, scheduleKeyDeletion: 7 }, context)).toMatchObject({
    next: 'schedule key deletion',
    clusterId,
    keyStoreId,
    takeBack: [],
  });
});

test('of the keys those are taken back that are on their way to deletion', async () => {
  keysAre(3, 'Enabled');
  kms.on(DescribeKeyCommand, { KeyId: 'key-2' }).resolves({
    KeyMetadata: { KeyId: 'key-2', Arn: 'arn:key-2', CustomKeyStoreId: keyStoreId, KeyState: 'PendingDeletion' },
  });
  expect(await handler({ environment: 'production', lease, looks: 0, now, cancel: true }, context)).toMatchObject({
    next: 'cancel key deletion',
    takeBack: ['arn:key-2'],
  });
});

test('the key store of another cluster that stands is not the environment’s any more', async () => {
  stands('cluster-bbbbbbbbbbb');
  keyStores(keyStoreId);
  const of = (ClusterId: string, environment: string) =>
    describedCluster({ ClusterId, tags: { 'cloudhsm-lifecycle:environment': environment } });
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [of('cluster-bbbbbbbbbbb', 'production'), of(clusterId, 'another')] });
  expect(await plan(5)).toMatchObject({ next: 'go', clusterId: 'cluster-bbbbbbbbbbb', keyStoreId: null });
});

test('the key store that a cluster of before has left behind holds the environment, whose cluster is another by now', async () => {
  stands('cluster-bbbbbbbbbbb');
  cloudhsm.on(DescribeClustersCommand, { Filters: { clusterIds: [clusterId] } }).resolves({ Clusters: [] });
  keyStores(keyStoreId);
  await expect(plan(5)).rejects.toMatchObject({ name: 'KeysInUse' });
});

test('nothing is planned while another execution holds the lease', async () => {
  keysAre(0, 'Enabled');
  leaseHeldBy(otherExecution);
  await expect(plan()).rejects.toMatchObject({ name: 'LeaseHeld' });
});
