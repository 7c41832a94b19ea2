import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { getCluster, seeCluster } from '../../../../core/cloudhsm/cluster.ts';
import { cloudhsm } from '../../aws.ts';
import { clusterId, describedCluster } from '../../clusters.ts';

beforeEach(() => {
  cloudhsm.reset();
});

test.each([
  ['is not shown', []],
  ['is deleted', [describedCluster({ State: 'DELETED' })]],
])('a cluster that %s is not seen, and one that this run knows is looked for again', async (_, Clusters) => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters });

  expect(await seeCluster(clusterId)).toBeUndefined();
  await expect(getCluster(clusterId)).rejects.toMatchObject({ name: 'TransientServiceError', details: { to: clusterId } });
});
