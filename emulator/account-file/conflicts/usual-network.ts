import type { ClusterDeclaration, HostDeclaration, PlaceDeclaration } from '../../kernel/account.ts';
import { groupedBy } from '../../kernel/grouped-by.ts';
import { assumedZone, availabilityZones } from '../../services/ec2/availability-zones.ts';
import { usable } from '../../services/ec2/cidr.ts';
import { usualRange } from '../../services/ec2/declared-ranges.ts';
import { type Conflict, ofEach } from './conflict.ts';
import { listing, twice } from './twice.ts';

/** A VPC has 200, and three of this one are its own. */
const mostNamed = 197;

/** What clusters and hosts say against the VPC that is there without `vpcs`. */
export function usualNetworkConflicts({ clusters = [], hosts = [] }: PlaceDeclaration, region: string): Conflict[] {
  const named = [...new Set([...hosts.flatMap(({ subnet }) => subnet ?? []), ...clusters.flatMap(({ subnets }) => subnets ?? [])])];
  // the subnets that are named get zone after zone; a cluster that names none has one in each of the first three
  const zonesOf = ({ subnets }: ClusterDeclaration) =>
    subnets?.map((id) => assumedZone(region, named.indexOf(id))) ?? availabilityZones(region).slice(0, 3);
  const tooMany: Conflict = [[], `names ${named.length} subnets, and without vpcs ${mostNamed} are taken to be there: declare vpcs`];
  return [
    ...ofEach('clusters', clusters, (cluster) => ofCluster(cluster, zonesOf(cluster))),
    ...(named.length > mostNamed ? [tooMany] : []),
    ...ofHosts(hosts),
  ];
}

function ofCluster({ subnets, hsms = [] }: ClusterDeclaration, zones: string[]): Conflict[] {
  const named = listing(['subnets'], subnets, (id) => id);
  const elsewhere = `has to be a zone of the cluster’s subnets: ${zones.join(', ')}`;
  return [
    ...twice(named, 'stands there twice'),
    ...ofEach('hsms', hsms, ({ availabilityZone }) => (zones.includes(availabilityZone) ? [] : [[['availabilityZone'], elsewhere]])),
  ];
}

function ofHosts(hosts: HostDeclaration[]): Conflict[] {
  const perSubnet = usable(usualRange).size;
  const most = Math.max(0, ...[...groupedBy(hosts, ({ subnet }) => subnet).values()].map(({ length }) => length));
  return most > perSubnet ? [[['hosts'], `are ${most} in one subnet, which has ${perSubnet} addresses: name more subnets`]] : [];
}
