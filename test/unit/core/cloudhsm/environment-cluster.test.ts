import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { findCluster, lookForCluster, requireCluster, seeUntagged } from '../../../../core/cloudhsm/environment-cluster.ts';
import { cloudhsm } from '../../aws.ts';
import { clusterId, describedCluster, describedHsm } from '../../clusters.ts';

beforeEach(() => {
  cloudhsm.reset();
});

test("finds the environment's cluster, whatever the record says", async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster()] });

  expect(await requireCluster('production', undefined)).toMatchObject({ clusterId });
  expect(await requireCluster('production', 'cluster-bbbbbbbbbbb')).toMatchObject({ clusterId });
});

test('a cluster that the record knows is missed only for a while', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [] });

  await expect(requireCluster('production', clusterId)).rejects.toMatchObject({
    name: 'TransientServiceError',
    details: { to: 'environment production', problem: expect.stringContaining(clusterId), remedy: expect.stringContaining('provision') },
  });
});

test('an environment of which nobody knows a cluster has none', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ TagList: [] })] });

  await expect(requireCluster('production', undefined)).rejects.toMatchObject({
    name: 'ClusterMissing',
    details: { to: 'environment production', remedy: expect.stringContaining('provision the environment') },
  });
});

test('two clusters that carry its tag are parted by people, by whole commands: none is taken for it', async () => {
  const other = 'cluster-bbbbbbbbbbb';
  const Hsms = [describedHsm(1)];
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms }), describedCluster({ ClusterId: other })] });

  const untag = 'aws cloudhsmv2 untag-resource --resource-id';
  const deleting = (id: string) => `\`aws cloudhsmv2 delete-cluster --cluster-id ${id}\``;
  await expect(findCluster('production')).rejects.toMatchObject({
    name: 'ClusterAmbiguous',
    details: {
      to: 'environment production',
      problem: `2 clusters carry its tag cloudhsm-lifecycle:environment: ${clusterId}, ${other}`,
      remedy: `take the tag off the one that is not in use, delete it, and start the workflow again (${clusterId}: \`${untag} ${clusterId} --tag-key-list cloudhsm-lifecycle:environment\`, and where it holds no keys \`aws cloudhsmv2 delete-hsm --cluster-id ${clusterId} --hsm-id hsm-aaaaaaaaaa1\`, then ${deleting(clusterId)}; ${other}: \`${untag} ${other} --tag-key-list cloudhsm-lifecycle:environment\`, and where it holds no keys ${deleting(other)})`,
    },
  });
});

test.each([
  ['of another environment', { 'cloudhsm-lifecycle:environment': 'testing' }],
  ['of another stage', { 'cloudhsm-lifecycle:stage': 'prod' }],
])('a cluster %s is not its own, and is never said to have lost its tags', async (_, tags) => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ tags })] });

  expect(await findCluster('production')).toBeUndefined();
  expect(await lookForCluster('production', clusterId)).toBeUndefined();
});

test('a cluster of the record without its tags is seen by a look, and a run wants the tags back first', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ TagList: [] })] });

  expect(await lookForCluster('production', clusterId)).toMatchObject({ clusterId });
  await expect(requireCluster('production', clusterId)).rejects.toMatchObject({
    name: 'ClusterMissing',
    details: {
      problem: `the record knows its cluster as ${clusterId}, which stands without the tags that say so`,
      remedy: expect.stringMatching(/^give them back \(`aws cloudhsmv2 tag-resource .*`\) and start the workflow again$/),
    },
  });
});

test('nothing is asked for an untagged cluster where the record knows none', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ TagList: [] })] });

  expect(await seeUntagged('production', undefined)).toBeUndefined();
  expect(cloudhsm.calls()).toHaveLength(0);
});
