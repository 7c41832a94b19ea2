import type { Operation } from '../api/service.ts';
import { describeCluster } from './description.ts';
import { filtered } from './filters.ts';
import { page } from './page.ts';

interface Input {
  Filters?: Record<string, string[]>;
  MaxResults?: number;
  NextToken?: string;
}

export const describeClusters: Operation<Input> = ({ Filters, MaxResults = 25, NextToken }, { world, caller }) => {
  const here = (caller.region ?? world.region) === world.region;
  const clusters = filtered(here ? [...world.cloudhsmv2.clusters.values()] : [], Filters, {
    clusterIds: (cluster) => cluster.clusterId,
    vpcIds: (cluster) => cluster.vpcId,
    states: (cluster) => cluster.state,
  });
  const { items, nextToken } = page(clusters, MaxResults, NextToken);
  return { Clusters: items.map((cluster) => describeCluster(world, cluster)), NextToken: nextToken };
};
