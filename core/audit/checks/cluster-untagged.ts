import { hasLostTags, lostTags } from '../../cloudhsm/tags.ts';
import type { Check } from '../check.ts';
import { liveCost } from '../cost.ts';

export const clusterUntagged: Check = {
  id: 'cluster-untagged',
  title: 'a cluster has lost the tags by which it is found',
  why: 'Every run knows the cluster of its environment by them: without them none of it is scaled, repaired, rotated, connected or removed, and it is billed on (https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_UntagResource.html).',
  remedy: 'give the tags back; see in CloudTrail who has taken them off',
  run: (facts) => {
    const { environments = [], clusters = [] } = facts;
    return environments.flatMap(({ name, clusterId, work }) => {
      const cluster = clusters.find(({ id }) => id === clusterId);
      if (!cluster || work !== undefined || !hasLostTags(cluster, name)) return [];
      // another one is found in its place
      if (clusters.some(({ environment }) => environment === name)) return [];
      const { problem, remedy } = lostTags({ clusterId: cluster.id }, name, facts.stage);
      return [
        {
          resource: cluster.id,
          cluster: cluster.id,
          environment: name,
          evidence: `${problem}; its ${cluster.hsms.length} HSMs cost USD ${liveCost(facts.region, cluster).toFixed(2)} an hour`,
          remedy: `${remedy}; see in CloudTrail who has taken them off (UntagResource)`,
        },
      ];
    });
  },
};
