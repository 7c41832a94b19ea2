import { passesHttps } from './acl-passage.ts';
import { coverTogether } from './cidr.ts';
import {
  cidrsOf,
  type NetworkAcl,
  type RouteTable,
  type SecurityGroup,
  type SecurityGroupRule,
  type Subnet,
  type Vpc,
  type VpcEndpoint,
} from './network.ts';

/** Where something runs, and what EC2 knows of the way out from there. */
interface Surroundings {
  vpc: Vpc;
  subnet: Subnet;
  table: RouteTable;
  /** Of the VPC. */
  endpoints: VpcEndpoint[];
  groups: SecurityGroup[];
  /** Of the subnet. */
  acl: NetworkAcl;
  /** The groups of the account, by id. */
  groupOf: (id: string) => SecurityGroup | undefined;
  /** Whether what a route leads to, by its id, leads to the internet. */
  leadsOut: (target: string) => boolean;
}

const anywhere = '0.0.0.0/0';

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
  if (gateway) return letsOutTo(from, gateway) && passesHttps(from.acl, anywhere);
  const routes = from.table.routes.filter(({ blackhole }) => !blackhole);
  const beyond = routes.filter((route) => route.reaches?.includes(service));
  if (beyond.some(({ destination }) => isRange(destination) && letsOut(from.groups, destination) && passesHttps(from.acl, destination)))
    return true;
  const outward = routes
    .filter((route) => route.reaches === undefined && from.leadsOut(route.target) && isRange(route.destination))
    .map(({ destination }) => destination);
  return coverTogether(outward, anywhere) && letsOut(from.groups, anywhere) && passesHttps(from.acl, anywhere);
}

function reachesInterface({ vpc, subnet, groups, groupOf, acl }: Surroundings, { securityGroupIds, subnetIds }: VpcEndpoint): boolean {
  const allowedOut =
    cidrsOf(vpc).every((range) => letsOut(groups, range)) ||
    groups.some((group) => https(group.egress).some((rule) => names(rule, securityGroupIds)));
  const own = groups.map(({ groupId }) => groupId);
  const guards = securityGroupIds.flatMap((id) => groupOf(id)?.ingress ?? []);
  const allowedIn = coverTogether(ranges(https(guards)), subnet.cidr) || https(guards).some((rule) => names(rule, own));
  return subnetIds.length > 0 && allowedOut && allowedIn && cidrsOf(vpc).every((range) => passesHttps(acl, range));
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
