import type { Operation } from '../../../service/service.ts';
import { describeCluster } from '../description.ts';
import { filtered } from '../filters.ts';
import { page } from '../page.ts';
import type { CloudHsmPlace } from '../state.ts';

interface Input {
  Filters?: Record<string, string[]>;
  MaxResults?: number;
  NextToken?: string;
}

export const describeClusters: Operation<Input, CloudHsmPlace> = {
  async run(input, { place }) {
    await place.cloudhsmv2.declared;
    const clusters = filtered([...place.cloudhsmv2.clusters.values()], input.Filters, {
      clusterIds: (cluster) => cluster.clusterId,
      vpcIds: (cluster) => cluster.vpcId,
      states: (cluster) => cluster.state,
    });
    const { items, NextToken } = page(clusters, 'DescribeClusters', input, 25);
    return { Clusters: items.map((cluster) => describeCluster(place, cluster)), NextToken };
  },
};
