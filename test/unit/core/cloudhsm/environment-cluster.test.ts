import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { requireCluster } from '../../../../core/cloudhsm/environment-cluster.ts';
import { cloudhsm } from '../../aws.ts';
import { clusterId, describedCluster } from '../../clusters.ts';

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
