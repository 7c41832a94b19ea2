import type { ClusterDeclaration, HostDeclaration, PlaceDeclaration, VpcDeclaration } from '../../kernel/account.ts';
import { addressConflicts } from './addresses.ts';
import { type Conflict, ofEach } from './conflict.ts';
import { type PlacedSubnet, placedSubnets } from './placed-subnet.ts';

/** What clusters and hosts say against the VPCs that are declared. */
export function declaredNetworkConflicts(place: PlaceDeclaration, vpcs: VpcDeclaration[]): Conflict[] {
  const { clusters = [], hosts = [] } = place;
  const subnets = placedSubnets(vpcs);
  return [
    ...ofEach('clusters', clusters, (cluster) => ofCluster(cluster, subnets)),
    ...ofEach('hosts', hosts, (host) => ofHost(host, subnets, vpcs)),
    ...addressConflicts(place, subnets),
  ];
}

const nowhere: Conflict = [[], 'has no subnet to stand in: declare one in vpcs'];

function ofCluster({ subnets: named, hsms = [] }: ClusterDeclaration, subnets: PlacedSubnet[]): Conflict[] {
  const own = named?.map((id) => subnets.find((subnet) => subnet.id === id)) ?? subnets;
  const found: Conflict[] = own.length === 0 ? [nowhere] : [];
  for (const [index, subnet] of own.entries()) {
    const path = named ? ['subnets', index] : ['subnets'];
    if (!subnet) found.push([path, 'names no subnet of vpcs']);
    else if (own[0] && subnet.vpc !== own[0].vpc) found.push([path, 'have to be in one VPC']);
    else if (own.findIndex((other) => other?.availabilityZone === subnet.availabilityZone) < index)
      found.push([path, `have to be one for each zone; there is another one in ${subnet.availabilityZone}`]);
  }
  const zones = own.map((subnet) => subnet?.availabilityZone);
  return found.concat(
    ofEach('hsms', hsms, ({ availabilityZone }) =>
      zones.includes(availabilityZone) ? [] : [[['availabilityZone'], 'is no zone of the cluster’s subnets']],
    ),
  );
}

function ofHost({ subnet, securityGroups = [] }: HostDeclaration, subnets: PlacedSubnet[], vpcs: VpcDeclaration[]): Conflict[] {
  const groupsOf = (some: VpcDeclaration[]) => some.flatMap((vpc) => (vpc.securityGroups ?? []).map(({ id }) => id));
  const own = vpcs.filter((vpc) => vpc.subnets.some(({ id }) => id === subnet));
  const found: Conflict[] = [];
  if (subnets.length === 0) found.push(nowhere);
  else if (subnet && own.length === 0) found.push([['subnet'], 'names no subnet of vpcs']);
  for (const [index, id] of securityGroups.entries()) {
    const path = ['securityGroups', index];
    if (!groupsOf(vpcs).includes(id)) found.push([path, 'names no security group of vpcs']);
    else if (own.length > 0 && !groupsOf(own).includes(id)) found.push([path, 'is in another VPC than its subnet']);
  }
  return found;
}
