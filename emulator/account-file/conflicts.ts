import type { AccountFile, ClusterDeclaration, HostDeclaration, PlaceDeclaration, VpcDeclaration } from '../kernel/account.ts';
import { groupedBy } from '../kernel/grouped-by.ts';
import { homeOf } from '../kernel/home.ts';
import { hasCloudHsm } from '../models/regions.ts';
import { assumedZone, availabilityZones } from '../services/ec2/availability-zones.ts';
import { usable } from '../services/ec2/cidr.ts';
import { usualRange } from '../services/ec2/declared-ranges.ts';
import { addressConflicts } from './address-conflicts.ts';
import { backupConflicts, type Conflict, clusterConflicts } from './cluster-conflicts.ts';
import { declaredTwice, type Named, twice } from './declared-twice.ts';
import { rangeConflicts } from './range-conflicts.ts';

/** What fields of an account file say against each other, each of them right by itself. */
export function conflicts(file: AccountFile): Conflict[] {
  const { places = [], ...own } = file;
  const { accountId, region } = homeOf(own);
  const declared = [own, ...places].map((place) => ({ accountId, region, ...place }));
  const found = declared.flatMap((place, index) => {
    const path = index === 0 ? [] : ['places', index - 1];
    return ofPlace(place).map(([inner, problem]): Conflict => [[...path, ...inner], problem]);
  });
  const named = declared.map((place, index): Named => [`${place.accountId}/${place.region}`, ['places', index - 1]]);
  return [...found, ...twice(named, 'has the account and the region of another one, or of the file itself: give it others')];
}

function ofPlace(place: PlaceDeclaration & { accountId: string; region: string }): Conflict[] {
  const {
    accountId,
    region,
    vpcs = [],
    clusters = [],
    backups = [],
    certificateAuthorities = [],
    hosts = [],
    zonesWithoutCloudHsm = [],
  } = place;
  const subnets = vpcs.flatMap((vpc, at) => vpc.subnets.map((subnet, index) => ({ ...subnet, path: ['vpcs', at, 'subnets', index] })));
  const found: Conflict[] = declaredTwice(place);
  for (const [kind, held] of Object.entries({ clusters, backups }))
    if (held.length > 0 && !hasCloudHsm(region)) found.push([[kind], `are declared in ${region}, where AWS has no CloudHSM`]);
  for (const { availabilityZone, path } of subnets)
    if (!isIn(availabilityZone, region)) found.push([[...path, 'availabilityZone'], `is no zone of ${region}`]);
  for (const [at, vpc] of vpcs.entries())
    for (const [path, problem] of rangeConflicts(vpc.subnets)) found.push([['vpcs', at, ...path], problem]);
  for (const [index, zone] of zonesWithoutCloudHsm.entries())
    if (!isIn(zone, region)) found.push([['zonesWithoutCloudHsm', index], `is no zone of ${region}`]);
  for (const [kind, owned] of Object.entries({ vpcs, certificateAuthorities }))
    for (const [index, { owner }] of owned.entries())
      if (owner === accountId) found.push([[kind, index, 'owner'], 'has to be another account than its own: leave it out']);
  for (const [index, backup] of backups.entries())
    for (const [path, problem] of backupConflicts(backup, region)) found.push([['backups', index, ...path], problem]);
  for (const [index, cluster] of clusters.entries())
    for (const [path, problem] of clusterConflicts(cluster, region)) found.push([['clusters', index, ...path], problem]);
  const named = [...new Set([...hosts.flatMap(({ subnet }) => subnet ?? []), ...clusters.flatMap((cluster) => cluster.subnets ?? [])])];
  const zonesOf = (ids?: string[]) => ids?.map((id) => assumedZone(region, named.indexOf(id))) ?? availabilityZones(region).slice(0, 3);
  for (const [at, cluster] of clusters.entries()) {
    const path = ['clusters', at];
    found.push(...(place.vpcs ? ofCluster(cluster, path, subnets) : inUsualVpc(cluster, path, zonesOf(cluster.subnets))));
  }
  if (!place.vpcs) return found.concat(ofUsualVpc(place, named));
  for (const [at, host] of hosts.entries()) found.push(...ofHost(host, ['hosts', at], subnets, vpcs));
  return found.concat(addressConflicts(place, subnets));
}

type Subnet = VpcDeclaration['subnets'][number] & { path: (string | number)[] };

function ofCluster(cluster: ClusterDeclaration, path: (string | number)[], subnets: Subnet[]): Conflict[] {
  const found: Conflict[] = [];
  const own = cluster.subnets?.map((id) => subnets.find((subnet) => subnet.id === id)) ?? subnets;
  if (own.length === 0) found.push([path, 'has no subnet to stand in: declare one in vpcs']);
  const named = (index: number) => (cluster.subnets ? [...path, 'subnets', index] : [...path, 'subnets']);
  for (const [index, subnet] of own.entries()) {
    if (!subnet) found.push([named(index), 'names no subnet of vpcs']);
    else if (own[0] && subnet.path[1] !== own[0].path[1]) found.push([named(index), 'have to be in one VPC']);
    else if (own.findIndex((other) => other?.availabilityZone === subnet.availabilityZone) < index)
      found.push([named(index), `have to be one for each zone; there is another one in ${subnet.availabilityZone}`]);
  }
  for (const [index, { availabilityZone }] of (cluster.hsms ?? []).entries())
    if (!own.some((subnet) => subnet?.availabilityZone === availabilityZone))
      found.push([[...path, 'hsms', index, 'availabilityZone'], 'is no zone of the cluster’s subnets']);
  return found;
}

/** Without `vpcs`, the subnets that are named get zone after zone; a cluster that names none has one in each of the first three. */
function inUsualVpc({ subnets = [], hsms = [] }: ClusterDeclaration, path: (string | number)[], zones: string[]): Conflict[] {
  const named = subnets.map((id, index): Named => [id, [...path, 'subnets', index]]);
  return twice(named, 'stands there twice').concat(
    hsms.flatMap(({ availabilityZone }, index): Conflict[] =>
      zones.includes(availabilityZone)
        ? []
        : [[[...path, 'hsms', index, 'availabilityZone'], `has to be a zone of the cluster’s subnets: ${zones.join(', ')}`]],
    ),
  );
}

function ofHost(
  { subnet, securityGroups = [] }: HostDeclaration,
  path: (string | number)[],
  subnets: Subnet[],
  vpcs: VpcDeclaration[],
): Conflict[] {
  const groupsOf = (some: VpcDeclaration[]) => some.flatMap((vpc) => (vpc.securityGroups ?? []).map(({ id }) => id));
  const own = vpcs.filter((vpc) => vpc.subnets.some(({ id }) => id === subnet));
  const found: Conflict[] = [];
  if (subnets.length === 0) found.push([path, 'has no subnet to stand in: declare one in vpcs']);
  else if (subnet && !subnets.some(({ id }) => id === subnet)) found.push([[...path, 'subnet'], 'names no subnet of vpcs']);
  for (const [index, id] of securityGroups.entries()) {
    const at = [...path, 'securityGroups', index];
    if (!groupsOf(vpcs).includes(id)) found.push([at, 'names no security group of vpcs']);
    else if (own.length > 0 && !groupsOf(own).includes(id)) found.push([at, 'is in another VPC than its subnet']);
  }
  return found;
}

/** The VPC that is there without `vpcs` has 200 subnets, three of them its own, with 251 addresses each. */
function ofUsualVpc({ hosts = [] }: PlaceDeclaration, named: string[]): Conflict[] {
  const found: Conflict[] = [];
  const perSubnet = usable(usualRange).size;
  if (named.length > 197) found.push([[], `names ${named.length} subnets, and without vpcs 197 are taken to be there: declare vpcs`]);
  const most = Math.max(0, ...[...groupedBy(hosts, ({ subnet }) => subnet).values()].map(({ length }) => length));
  if (most > perSubnet) found.push([['hosts'], `are ${most} in one subnet, which has ${perSubnet} addresses: name more subnets`]);
  return found;
}

/** A region's zones are called by it, Local Zones too. */
function isIn(zone: string, region: string): boolean {
  return zone.startsWith(region) && /^([a-z]|-.+)$/.test(zone.slice(region.length));
}
