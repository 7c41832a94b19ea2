import { coverage, everywhere } from './cidr.ts';
import type { Endpoint } from './endpoints.ts';
import type { Route, RouteTable } from './routes.ts';
import { type Https, joined, type SecurityGroup } from './security-groups.ts';
import type { Subnet } from './subnets.ts';

/** A place without a public address, and what EC2 shows of the ways out. */
interface Surroundings {
  subnet: Subnet;
  table: RouteTable;
  /** Of the VPC; undefined where another account owns it and its endpoints cannot be seen. */
  endpoints: Endpoint[] | undefined;
  groups: SecurityGroup[];
}

/** Whether a service is within reach over HTTPS, and by what that is known or what is in the way. */
export interface Reach {
  reached: (typeof order)[number];
  why: string;
}

/** `unseen`: whether it is lies further than EC2 shows. */
const order = ['no', 'unseen', 'yes'] as const;

/**
 * Whether a service is within reach: at an endpoint of the VPC, or by the routes. Each way is looked at whole: the set of routes, since
 * two halves lead out as 0.0.0.0/0 does, the endpoint's state and name, and the groups at both ends.
 *
 * https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html (private DNS, security groups),
 * https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html (route tables),
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-share-limitations.html (what participants of a shared VPC see)
 */
export function reachOf(service: string, from: Surroundings): Reach {
  const endpoints = (from.endpoints ?? []).filter((endpoint) => endpoint.service === service);
  const ways = [...endpoints.map((endpoint) => byEndpoint(endpoint, from)), byRoutes(from)];
  const most = ways.reduce((a, b) => (rank(b) > rank(a) ? b : a));
  if (most.reached !== 'no') return most;
  const whys = endpoints.length > 0 ? ways : [{ why: 'it has no endpoint' }, ...ways];
  return { reached: 'no', why: whys.map(({ why }) => why).join(', and ') };
}

function byEndpoint(endpoint: Endpoint, from: Surroundings): Reach {
  const { endpointId, state, gateway, privateDns } = endpoint;
  // the API answers in lower case, and its model says otherwise
  if (state.toLowerCase() !== 'available') return { reached: 'no', why: `its endpoint ${endpointId} is ${state}` };
  if (gateway) return byGateway(endpoint, from);
  if (!privateDns) return { reached: 'no', why: `its endpoint ${endpointId} has no private DNS` };
  const [out, into] = [outTo(endpoint, from), intoIt(endpoint, from)];
  return rank(into) < rank(out) ? into : out;
}

function byGateway({ endpointId }: Endpoint, from: Surroundings): Reach {
  const route = from.table.routes.find(({ target }) => target === endpointId);
  if (!route) return { reached: 'no', why: `its endpoint ${endpointId} is not on the route table ${from.table.routeTableId}` };
  const out = outOf(from);
  const listed = out.prefixLists.includes(route.prefixList ?? '');
  return { reached: listed ? 'yes' : lets(out, everywhere), why: groupsLet(out) };
}

function outTo({ groups: guards = [] }: Endpoint, from: Surroundings): Reach {
  const out = joined(from.groups.map((group) => group.out));
  const reached = localRanges(from).map((range) => lets(out, range));
  const all = guards.some(({ groupId }) => out.groupIds.includes(groupId)) || reached.every((one) => one === 'yes');
  return { reached: all ? 'yes' : reached.some((one) => one !== 'no') ? 'unseen' : 'no', why: groupsLet(out) };
}

function intoIt({ endpointId, groups: guards }: Endpoint, { subnet, groups }: Surroundings): Reach {
  if (!guards) return { reached: 'unseen', why: `the security groups of its endpoint ${endpointId} are not to be seen` };
  const into = joined(guards.map((group) => group.in));
  const named = groups.some(({ groupId }) => into.groupIds.includes(groupId));
  return {
    reached: named ? 'yes' : lets(into, subnet.cidr),
    why: `the security groups of its endpoint ${endpointId} do not let 443 in`,
  };
}

function byRoutes(from: Surroundings): Reach {
  const out = outOf(from);
  const internet = from.table.routes.filter(({ leads }) => leads === 'internet');
  const routes = [...internet, ...from.table.routes.filter(({ leads }) => leads === 'beyond')];
  const taken = routes.filter(({ range }) => lets(out, range ?? everywhere) !== 'no');
  const covered = coverage(
    internet.flatMap(({ range }) => range ?? []),
    everywhere,
  );
  if (covered === 'all' && lets(out, everywhere) === 'yes') return { reached: 'yes', why: `packets leave by ${shown(internet)}` };
  if (taken.length > 0) return { reached: 'unseen', why: `packets leave by ${shown(taken)}` };
  if (!from.endpoints) return { reached: 'unseen', why: `only the account ${from.subnet.ownerId} sees the endpoints of its VPC` };
  return { reached: 'no', why: routes.length > 0 ? groupsLet(out) : 'no route leads out of the VPC' };
}

/** A group may let packets through to a list of ranges, too, which is not looked at. */
function lets({ ranges, prefixLists }: Https, wanted: string): Reach['reached'] {
  const covered = coverage(ranges, wanted);
  if (covered === 'all') return 'yes';
  return covered === 'some' || prefixLists.length > 0 ? 'unseen' : 'no';
}

/** What the groups let out of the VPC. */
function outOf(from: Surroundings): Https {
  const out = joined(from.groups.map((group) => group.out));
  const local = localRanges(from);
  return { ...out, ranges: out.ranges.filter((range) => coverage(local, range) !== 'all') };
}

function localRanges({ table }: Surroundings): string[] {
  return table.routes.filter(({ leads }) => leads === 'vpc').flatMap(({ range }) => range ?? []);
}

function groupsLet({ ranges, groupIds, prefixLists }: Https): string {
  const where = [...ranges, ...groupIds, ...prefixLists].join(', ');
  return `the security groups let 443 out ${where ? `to ${where} only` : 'to nothing there'}`;
}

function shown(routes: Route[]): string {
  return routes.map(({ target, range, prefixList }) => `${target} (${range ?? prefixList})`).join(', ');
}

function rank({ reached }: Reach): number {
  return order.indexOf(reached);
}
