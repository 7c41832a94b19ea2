import { type ClusterState, DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { CustomKeyStoreNotFoundException, DescribeCustomKeyStoresCommand } from '@aws-sdk/client-kms';
import { beforeEach, expect, test } from 'vitest';
import { leftBehind, leftWithoutCluster } from '../../../../core/key-store/left-behind.ts';
import { cloudhsm, kms } from '../../aws.ts';
import { clusterId, describedCluster } from '../../clusters.ts';
import { rejection } from '../../service-errors.ts';

const store = (keyStoreId: string, over: string) => ({
  keyStoreId,
  name: keyStoreId,
  clusterId: over,
  state: 'DISCONNECTED',
  errorCode: undefined,
  createdAt: new Date(0),
});
const own = store('cks-own', 'cluster-gone');

function clustersAre(...clusters: [string, ClusterState][]): void {
  cloudhsm
    .on(DescribeClustersCommand)
    .resolves({ Clusters: clusters.map(([ClusterId, State]) => describedCluster({ ClusterId, State, TagList: [] })) });
}

beforeEach(() => {
  cloudhsm.reset();
  kms.reset();
  clustersAre([clusterId, 'ACTIVE']);
});

test('a key store whose cluster is gone is to be tied to the one that was made from its backup', async () => {
  expect(await leftBehind([store('cks-other', 'cluster-other'), own], 'cks-own', clusterId)).toEqual(own);
});

test('so it is while its cluster is being deleted', async () => {
  clustersAre([clusterId, 'ACTIVE'], ['cluster-gone', 'DELETE_IN_PROGRESS']);

  expect(await leftBehind([own], 'cks-own', clusterId)).toEqual(own);
});

test.each([
  ['the record knows none', [own], undefined],
  ['KMS shows another alone', [store('cks-other', 'cluster-gone')], 'cks-own'],
  ['it stands over this cluster', [store('cks-own', clusterId)], 'cks-own'],
  ['this cluster has one already', [own, store('cks-new', clusterId)], 'cks-own'],
])('none is left behind where %s', async (_, stores, onRecord) => {
  expect(await leftBehind(stores, onRecord, clusterId)).toBeUndefined();
  expect(cloudhsm.calls()).toEqual([]);
});

test('one whose cluster stands is not taken from it, and it is said what to decide', async () => {
  clustersAre([clusterId, 'ACTIVE'], ['cluster-gone', 'ACTIVE']);

  await expect(leftBehind([own], 'cks-own', clusterId)).rejects.toMatchObject({
    name: 'KeyStoreMismatch',
    details: {
      to: 'cks-own',
      problem: `it stands over cluster-gone, which is there, and not over ${clusterId}`,
      remedy: expect.stringContaining('where cluster-gone is not needed any more, delete it'),
    },
  });
});

test.each<[string, [string, ClusterState][], string | undefined]>([
  ['is gone', [], 'cks-own'],
  ['goes', [['cluster-gone', 'DELETE_IN_PROGRESS']], 'cks-own'],
  ['stands', [['cluster-gone', 'ACTIVE']], undefined],
  ['has failed', [['cluster-gone', 'DEGRADED']], undefined],
])('the keys of a key store are in backups alone where its cluster %s', async (_, clusters, expected) => {
  clustersAre(...clusters);
  kms.on(DescribeCustomKeyStoresCommand, { CustomKeyStoreId: 'cks-own' }).resolves({
    CustomKeyStores: [{ CustomKeyStoreId: 'cks-own', CloudHsmClusterId: 'cluster-gone' }],
  });

  expect((await leftWithoutCluster('cks-own'))?.keyStoreId).toBe(expected);
});

test('an environment without a key store has none left, and one that KMS shows no more is none', async () => {
  expect(await leftWithoutCluster(undefined)).toBeUndefined();
  expect(kms.calls()).toEqual([]);

  kms.on(DescribeCustomKeyStoresCommand).rejects(new CustomKeyStoreNotFoundException({ message: 'none', $metadata: {} }));
  expect(await leftWithoutCluster('cks-own')).toBeUndefined();

  kms.on(DescribeCustomKeyStoresCommand).rejects(rejection('AccessDeniedException'));
  await expect(leftWithoutCluster('cks-own')).rejects.toThrow();
});
