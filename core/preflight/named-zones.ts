import type { Cluster } from '../cloudhsm/cluster.ts';
import { liveHsms } from '../cloudhsm/hsm.ts';
import { isNamed } from '../cloudhsm/hsm-plan.ts';
import type { Environment } from '../environment/environment.ts';
import type { Facts } from './facts.ts';
import { type Findings, nothing, refused } from './findings.ts';

/** Zones that a request names are the cluster's, which keeps its subnets for life; with a key store, HSMs have to stand in two. */
export function checkNamedZones({ keyStore }: Environment, { own, changes }: Facts): Findings {
  const named = changes.zones as string[] | undefined;
  if (!own || !named) return nothing;
  const zones = Object.keys(own.subnetMapping).toSorted();
  const unknown = named.flatMap((zone, index) => {
    if (zones.some((one) => isNamed(one, [zone]))) return [];
    const remedy = `it has subnets in ${zones.join(', ')}, and keeps them for life`;
    return [{ path: `zones.${index}`, problem: `${own.clusterId} has no subnet in ${zone}`, remedy }];
  });
  if (unknown.length > 0) return refused(...unknown);
  return keyStore && changes.hsms !== 0 ? checkTwoZones(own, zones, named) : nothing;
}

function checkTwoZones(own: Cluster, zones: string[], named: string[]): Findings {
  const standing = liveHsms(own).map(({ availabilityZone }) => availabilityZone);
  const used = zones.filter((zone) => isNamed(zone, named) || standing.includes(zone));
  if (used.length > 1) return nothing;
  const problem = `all HSMs would stand in ${used.join()}, and the key store wants them in two zones`;
  const others = zones.filter((zone) => !used.includes(zone)).join(', ');
  return refused({ path: 'zones', problem, remedy: `name another one too: ${others}` });
}
