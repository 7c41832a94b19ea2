import type { Dimension } from '../../service/metric-sink.ts';
import type { Cluster, Hsm } from './cluster.ts';
import type { CloudHsmNeeds } from './needs.ts';

const mostUsers: Record<string, number> = { 'hsm1.medium': 250, 'hsm2m.medium': 1024 };

/** Metrics of every HSM type; those of hsm1 alone say how warm it is and what its network takes, which nothing here does. */
const names = ['HsmUnhealthy', 'HsmKeysSessionOccupied', 'HsmKeysTokenOccupied', 'HsmSessionCount', 'HsmUsersAvailable'] as const;
type Name = (typeof names)[number];

/**
 * Tells CloudWatch what the HSMs of a cluster are like now (AWS CloudHSM User Guide, "CloudWatch metrics"). One that fails is unhealthy until
 * another stands in its place, and tells nothing else meanwhile.
 *
 * @param since where they have been so for longer, in virtual milliseconds
 */
export function reportMetrics(place: CloudHsmNeeds, cluster: Cluster, since?: number): void {
  for (const hsm of cluster.hsms) {
    if (hsm.failed !== undefined && hsm.failed !== hsm.hsmId) report(place, cluster, hsm.failed, { HsmUnhealthy: 1 });
    if (hsm.state === 'DEGRADED') report(place, cluster, hsm.hsmId, { HsmUnhealthy: 1 }, since);
    else if (hsm.state === 'ACTIVE') report(place, cluster, hsm.hsmId, measured(cluster, hsm), since);
  }
}

/** An HSM that is gone reports nothing any more. */
export function endMetrics(place: CloudHsmNeeds, cluster: Cluster, hsmId: string): void {
  report(place, cluster, hsmId, {});
}

function measured({ hsmType, keys }: Cluster, { users, sessions, tells }: Hsm): Record<Name, number> {
  return {
    HsmUnhealthy: 0,
    HsmKeysSessionOccupied: 0,
    HsmKeysTokenOccupied: tells?.keys ?? keys.size,
    HsmSessionCount: sessions.size,
    HsmUsersAvailable: tells?.usersAvailable ?? (mostUsers[hsmType] ?? 1024) - users.length,
  };
}

function report(
  { cloudwatch, region }: CloudHsmNeeds,
  { clusterId }: Cluster,
  hsmId: string,
  values: Partial<Record<Name, number>>,
  since?: number,
): void {
  const ofCluster = { Name: 'ClusterId', Value: clusterId };
  for (const MetricName of names) {
    const metric = (...Dimensions: Dimension[]) => ({ Namespace: 'AWS/CloudHSM', MetricName, Dimensions });
    const also = [metric(ofCluster), metric({ Name: 'Region', Value: region })];
    cloudwatch.metrics.level(metric(ofCluster, { Name: 'HsmId', Value: hsmId }), values[MetricName], { also, since });
  }
}
