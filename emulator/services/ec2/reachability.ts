import { passesIn } from './acl-passage.ts';
import { coverTogether } from './cidr.ts';
import type { NetworkAcl, RouteTable, SecurityGroup, SecurityGroupRule, Subnet, Vpc, VpcEndpoint } from './network.ts';
import { prefixesOf } from './prefix-lists.ts';
import { anywhere, passesHttps } from './public-passage.ts';

/** Where something runs, and what EC2 knows of the way out from there. */
interface Surroundings {
  vpc: Vpc;
  subnet: Subnet;
  table: RouteTable;
  /** Of the VPC. */
  endpoints: VpcEndpoint[];
  groups: SecurityGroup[];
  /** Of a subnet. */
  aclOf: (subnet: Subnet) => NetworkAcl;
  subnetOf: (id: string) => Subnet;
  /** The groups of the account, by id. */
  groupOf: (id: string) => SecurityGroup | undefined;
  /** Whether what a route leads to, by its id, leads to the internet. */
  leadsOut: (target: string) => boolean;
}

/**
 * Whether something in a subnet, with no public address, reaches a service (`ecr.api`, `s3` …) over HTTPS: at an endpoint of the VPC, at
 * one that a route leads to, or over the internet. Its groups have to let port 443 out to there.
 */
export function reaches(from: Surroundings, service: string): boolean {
  // without Amazon's DNS no name has an address
  const { enableDnsSupport, enableDnsHostnames } = from.vpc.attributes;
  if (!enableDnsSupport) return false;
  const own = from.endpoints.filter((endpoint) => endpoint.service === service && endpoint.state === 'available');
  const interfaces = own.filter(({ type, privateDns }) => type === 'Interface' && privateDns && enableDnsHostnames);
  // names lead to the endpoint, whatever routes there are
  if (interfaces.length > 0) return interfaces.some((endpoint) => reachesInterface(from, endpoint));
  const gateway = own.find(({ routeTableIds }) => routeTableIds.includes(from.table.routeTableId));
  const acl = from.aclOf(from.subnet);
  if (gateway) return letsOutTo(from, gateway) && prefixesOf(service).every((range) => passesHttps(acl, range));
  const routes = from.table.routes.filter(({ blackhole }) => !blackhole);
  const beyond = routes.filter((route) => route.reaches?.includes(service));
  if (beyond.some(({ destination }) => isRange(destination) && letsOut(from.groups, destination) && passesHttps(acl, destination)))
    return true;
  const outward = routes
    .filter((route) => route.reaches === undefined && from.leadsOut(route.target) && isRange(route.destination))
    .map(({ destination }) => destination);
  return coverTogether(outward, anywhere) && letsOut(from.groups, anywhere) && passesHttps(acl, anywhere);
}

/** Its name leads to its address in any of its subnets. */
function reachesInterface(from: Surroundings, { securityGroupIds, subnetIds }: VpcEndpoint): boolean {
  const { subnet, groups, groupOf } = from;
  const subnets = subnetIds.map(from.subnetOf);
  const allowedOut =
    subnets.every(({ cidr }) => letsOut(groups, cidr)) ||
    groups.some((group) => https(group.egress).some((rule) => names(rule, securityGroupIds)));
  const own = groups.map(({ groupId }) => groupId);
  const guards = securityGroupIds.flatMap((id) => groupOf(id)?.ingress ?? []);
  const allowedIn = coverTogether(ranges(https(guards)), subnet.cidr) || https(guards).some((rule) => names(rule, own));
  return subnets.length > 0 && allowedOut && allowedIn && subnets.every((other) => aclsLet(from, other));
}

/** What stays within a subnet passes none. */
function aclsLet({ subnet, aclOf }: Surroundings, other: Subnet): boolean {
  if (other.subnetId === subnet.subnetId) return true;
  return passesHttps(aclOf(subnet), other.cidr) && passesIn(aclOf(other), subnet.cidr, [443, 443]);
}

/** To a gateway endpoint packets go by the addresses of its service: by their list, or by a range of everything. */
function letsOutTo({ groups, table }: Surroundings, { endpointId }: VpcEndpoint): boolean {
  const list = table.routes.find(({ target }) => target === endpointId)?.destination;
  return letsOut(groups, anywhere) || groups.some(({ egress }) => https(egress).some(({ prefixList }) => prefixList === list));
}

function letsOut(groups: SecurityGroup[], range: string): boolean {
  return coverTogether(ranges(groups.flatMap(({ egress }) => https(egress))), range);
}

function https(rules: SecurityGroupRule[]): SecurityGroupRule[] {
  return rules.filter(
    ({ protocol, fromPort = 0, toPort = 65_535 }) => protocol === '-1' || (protocol === 'tcp' && fromPort <= 443 && toPort >= 443),
  );
}

function ranges(rules: SecurityGroupRule[]): string[] {
  return rules.flatMap(({ cidr }) => cidr ?? []);
}

function names({ groupId }: SecurityGroupRule, ids: string[]): boolean {
  return groupId !== undefined && ids.includes(groupId);
}

function isRange(destination: string): boolean {
  return /^[\d.]+\//.test(destination);
}
