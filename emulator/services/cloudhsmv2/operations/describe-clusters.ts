import type { Operation } from '../../../service/service.ts';
import { describeCluster } from '../description.ts';
import { filtered } from '../filters.ts';
import { page } from '../page.ts';

interface Input {
  Filters?: Record<string, string[]>;
  MaxResults?: number;
  NextToken?: string;
}

export const describeClusters: Operation<Input> = (input, { world, caller }) => {
  const here = (caller.region ?? world.region) === world.region;
  const clusters = filtered(here ? [...world.cloudhsmv2.clusters.values()] : [], input.Filters, {
    clusterIds: (cluster) => cluster.clusterId,
    vpcIds: (cluster) => cluster.vpcId,
    states: (cluster) => cluster.state,
  });
  const { items, NextToken } = page(clusters, 'DescribeClusters', input, 25);
  return { Clusters: items.map((cluster) => describeCluster(world, cluster)), NextToken };
};
