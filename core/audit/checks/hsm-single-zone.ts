import { activeHsms } from '../../cloudhsm/active-hsms.ts';
import { isPassing } from '../../cloudhsm/life.ts';
import type { Check } from '../check.ts';
import type { ClusterFact } from '../facts/facts.ts';
import { lastingClusters } from '../standing.ts';

export const hsmSingleZone: Check = {
  id: 'hsm-single-zone',
  title: 'all HSMs stand in one availability zone',
  why: 'An availability zone that fails takes all of them (https://docs.aws.amazon.com/cloudhsm/latest/userguide/bp-cluster-management.html).',
  remedy: 'add an HSM in another of the cluster’s zones, and remove one of the others',
  run: (facts) =>
    lastingClusters(facts).flatMap((cluster) => {
      const active = activeHsms(cluster);
      const zones = new Set(active.map(({ zone }) => zone));
      if (active.length < 2 || zones.size > 1 || isPassing(cluster)) return [];
      const other = Object.keys(cluster.subnets).find((zone) => !zones.has(zone));
      const evidence = `${active.length} HSMs are in ${[...zones][0]}`;
      const remedy = other
        ? spreading(cluster, other)
        : 'the cluster has subnets in one zone alone, for life: restore a backup into a cluster with more';
      return [{ resource: cluster.id, cluster: cluster.id, environment: cluster.environment, evidence, remedy }];
    }),
};

/** One more than stand; then one that has failed goes, or the fullest zone gives one up. */
function spreading({ id, environment, hsms }: ClusterFact, zone: string): string {
  return environment
    ? `\`npx hsm scale ${environment} --hsms ${hsms.length + 1} --zones ${zone}\`, then \`npx hsm scale ${environment} --hsms ${hsms.length}\``
    : `\`aws cloudhsmv2 create-hsm --cluster-id ${id} --availability-zone ${zone}\`, then remove one of the others`;
}
