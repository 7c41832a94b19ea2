import type { AccountFile, ClusterDeclaration, HostDeclaration, PlaceDeclaration, VpcDeclaration } from './kernel/account.ts';
import { homeOf } from './kernel/home.ts';
import { assumedZone, availabilityZones } from './services/ec2/availability-zones.ts';

/** A path, and what is wrong there. */
type Conflict = [(string | number)[], string];

/** What fields of an account file say against each other, each of them right by itself. */
export function conflicts(file: AccountFile): Conflict[] {
  const { places = [], ...own } = file;
  const { accountId, region } = homeOf(own);
  const declared = [own, ...places].map((place) => ({ accountId, region, ...place }));
  const found = declared.flatMap((place, index) => {
    const path = index === 0 ? [] : ['places', index - 1];
    return ofPlace(place).map(([inner, problem]): Conflict => [[...path, ...inner], problem]);
  });
  const names = declared.map((place) => `${place.accountId}/${place.region}`);
  return [...found, ...twice(['places'], names.slice(1), 'is declared already', names.slice(0, 1))];
}

function ofPlace({ region, vpcs = [], ...place }: PlaceDeclaration & { region: string }): Conflict[] {
  const { clusters = [], certificateAuthorities = [], secrets = [], hosts = [] } = place;
  const subnets = vpcs.flatMap((vpc, at) => vpc.subnets.map((subnet, index) => ({ ...subnet, path: ['vpcs', at, 'subnets', index] })));
  const found: Conflict[] = [
    ...twice(
      ['vpcs'],
      vpcs.map(({ id }) => id),
    ),
    ...twice(
      ['clusters'],
      clusters.map(({ id }) => id),
    ),
    ...twice(
      ['certificateAuthorities'],
      certificateAuthorities.map(({ id }) => id),
    ),
    ...twice(
      ['secrets'],
      secrets.map(({ name }) => name),
      'has the name of another one',
    ),
    ...twice(
      ['hosts'],
      hosts.map(({ id }) => id),
    ),
  ];
  for (const [index, { id, availabilityZone, path }] of subnets.entries()) {
    if (subnets.findIndex((other) => other.id === id) < index) found.push([[...path, 'id'], 'is another one’s']);
    if (!isIn(availabilityZone, region)) found.push([[...path, 'availabilityZone'], `is no zone of ${region}`]);
  }
  const named = [...new Set([...hosts.flatMap(({ subnet }) => subnet ?? []), ...clusters.flatMap((cluster) => cluster.subnets ?? [])])];
  const zonesOf = (ids?: string[]) => ids?.map((id) => assumedZone(region, named.indexOf(id))) ?? availabilityZones(region).slice(0, 3);
  for (const [at, cluster] of clusters.entries()) {
    const path = ['clusters', at];
    found.push(...(vpcs.length > 0 ? ofCluster(cluster, path, subnets) : inUsualVpc(cluster, path, zonesOf(cluster.subnets))));
  }
  if (vpcs.length > 0) for (const [at, host] of hosts.entries()) found.push(...ofHost(host, ['hosts', at], subnets, vpcs));
  return found;
}

type Subnet = VpcDeclaration['subnets'][number] & { path: (string | number)[] };

function ofCluster(cluster: ClusterDeclaration, path: (string | number)[], subnets: Subnet[]): Conflict[] {
  const found: Conflict[] = [];
  const own = cluster.subnets?.map((id) => subnets.find((subnet) => subnet.id === id)) ?? subnets;
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
function inUsualVpc({ hsms = [] }: ClusterDeclaration, path: (string | number)[], zones: string[]): Conflict[] {
  return hsms.flatMap(({ availabilityZone }, index): Conflict[] =>
    zones.includes(availabilityZone)
      ? []
      : [[[...path, 'hsms', index, 'availabilityZone'], `has to be a zone of the cluster’s subnets: ${zones.join(', ')}`]],
  );
}

function ofHost(
  { subnet, securityGroups = [] }: HostDeclaration,
  path: (string | number)[],
  subnets: Subnet[],
  vpcs: VpcDeclaration[],
): Conflict[] {
  const groupIds = vpcs.flatMap((vpc) => (vpc.securityGroups ?? []).map(({ id }) => id));
  const found: Conflict[] = [];
  if (subnet && !subnets.some(({ id }) => id === subnet)) found.push([[...path, 'subnet'], 'names no subnet of vpcs']);
  for (const [index, id] of securityGroups.entries())
    if (!groupIds.includes(id)) found.push([[...path, 'securityGroups', index], 'names no security group of vpcs']);
  return found;
}

/** A region's zones are called by it, Local Zones too. */
function isIn(zone: string, region: string): boolean {
  return zone.startsWith(region) && /^([a-z]|-.+)$/.test(zone.slice(region.length));
}

function twice(path: string[], names: string[], problem = 'has the id of another one', before: string[] = []): Conflict[] {
  return names.flatMap((name, index) => ([...before, ...names.slice(0, index)].includes(name) ? [[[...path, index], problem]] : []));
}
