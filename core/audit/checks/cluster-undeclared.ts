import type { Check } from '../check.ts';
import { liveCost } from '../cost.ts';
import { lastingClusters } from '../standing.ts';

export const clusterUndeclared: Check = {
  id: 'cluster-undeclared',
  title: 'a cluster stands that no record knows',
  why: 'Nobody watches, backs up or pays attention to what is not on record (https://docs.aws.amazon.com/cloudhsm/latest/userguide/bp-cluster-management.html).',
  remedy: 'write an environment file for it, or delete it',
  run: (facts) => {
    const { environments } = facts;
    if (!environments) return [];
    const known = (id: string, name: string | null) =>
      environments.some((one) => one.clusterId === id || (name !== null && one.name === name));
    return lastingClusters(facts)
      .filter(({ id, environment }) => !known(id, environment))
      .map((cluster) => ({
        resource: cluster.id,
        cluster: cluster.id,
        evidence: `it is ${cluster.state} with ${cluster.hsms.length} HSMs since ${cluster.createdAt}, USD ${liveCost(facts.region, cluster).toFixed(2)} an hour, and no environment on record has it`,
        remedy: `see in CloudTrail who has made it (CreateCluster); where nobody wants it, delete its HSMs and \`aws cloudhsmv2 delete-cluster --cluster-id ${cluster.id}\``,
      }));
  },
};
