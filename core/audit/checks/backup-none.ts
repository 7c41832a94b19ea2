import { activeHsms } from '../../cloudhsm/active-hsms.ts';
import type { Check } from '../check.ts';
import type { ClusterFact } from '../facts/facts.ts';
import { hasCertificate, lastingClusters } from '../standing.ts';

export const backupNone: Check = {
  id: 'backup-none',
  title: 'a cluster that may hold keys has no backup',
  why: 'A cluster whose HSMs fail comes back from a backup alone; CloudHSM makes one on activation and every 24 hours (https://docs.aws.amazon.com/cloudhsm/latest/userguide/manage-backups.html).',
  remedy: 'CloudHSM makes backups by itself: ask AWS Support why this cluster has none, and add an HSM, which makes one',
  run: (facts) => {
    const { backups } = facts;
    if (!backups) return [];
    const held = new Set(backups.filter(({ state }) => state === 'READY').map(({ clusterId }) => clusterId));
    return lastingClusters(facts)
      .filter((cluster) => cluster.state === 'ACTIVE' && hasCertificate(cluster) && !held.has(cluster.id))
      .map((cluster) => ({
        resource: cluster.id,
        cluster: cluster.id,
        environment: cluster.environment,
        evidence: `no READY backup of it is listed; it has ${activeHsms(cluster).length} active HSMs`,
        remedy: `\`${another(cluster)}\` makes one; where it does not, ask AWS Support`,
      }));
  },
};

/** CloudHSM makes a backup whenever an HSM joins: one more than stand. */
function another(cluster: ClusterFact): string {
  const { id, environment, subnets, hsms } = cluster;
  return environment && activeHsms(cluster).length > 0
    ? `npx hsm scale ${environment} --hsms ${hsms.length + 1}`
    : `aws cloudhsmv2 create-hsm --cluster-id ${id} --availability-zone ${Object.keys(subnets)[0] ?? 'ZONE'}`;
}
