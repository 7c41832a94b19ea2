import { everywhere } from './cidr.ts';
import type { Endpoint } from './endpoints.ts';
import { joined } from './security-groups.ts';
import { aclOf, type Surroundings } from './surroundings.ts';
import { aclLets, aclLetsIn, aclLetsOut, allOf, anyOf, lets, type Way } from './way.ts';
import { groupsLet, outOf } from './ways-out.ts';

/** An endpoint to which nothing leads: packets go by other ways. */
export interface Passed {
  passedBy: string;
}

/** What becomes of packets for an endpoint's service: it has the name, or a route, and they go to it alone, or nothing leads to it. */
export function byEndpoint(endpoint: Endpoint, from: Surroundings): Way | Passed {
  const { endpointId, state, gateway, privateDns, subnetIds } = endpoint;
  // the API answers in lower case, and its model says otherwise
  if (state.toLowerCase() !== 'available') return { passedBy: `its endpoint ${endpointId} is ${state}` };
  if (gateway) return byGateway(endpoint, from);
  if (!privateDns) return { passedBy: `its endpoint ${endpointId} has no private DNS` };
  if (from.names === 'amazon, no private names')
    return { passedBy: `its endpoint ${endpointId} has no name in the VPC, whose enableDnsHostnames is off` };
  const [first, ...others] = subnetIds.map((id) => toAddress(endpoint, id, from));
  if (!first) return { reached: 'no', why: `its endpoint ${endpointId} is in no subnet` };
  return allOf(anyOf([first, ...others]), intoIt(endpoint, from), byName(endpoint, from), byPolicy(endpoint));
}

function byGateway(endpoint: Endpoint, from: Surroundings): Way | Passed {
  const { endpointId } = endpoint;
  const route = from.table.routes.find(({ target }) => target === endpointId);
  if (!route) return { passedBy: `its endpoint ${endpointId} is not on the route table ${from.table.routeTableId}` };
  const out = outOf(from);
  const listed = out.prefixLists.includes(route.prefixList ?? '');
  const groups: Way = { reached: listed ? 'yes' : lets(out, everywhere), why: groupsLet(out) };
  return allOf(groups, aclLetsOut(from.acl), byPolicy(endpoint));
}

/** An endpoint has an address in each of its subnets, and its name leads to any of them. What stays within a subnet passes no ACL. */
function toAddress({ endpointId, groups: guards = [] }: Endpoint, subnetId: string, from: Surroundings): Way {
  const { subnet, acl } = from;
  const range = from.ranges.get(subnetId);
  if (range === undefined) return { reached: 'unseen', why: `its endpoint ${endpointId} is in ${subnetId}, which is not to be seen` };
  const out = joined(from.groups.map((group) => group.out));
  const named = guards.some(({ groupId }) => out.groupIds.includes(groupId));
  const groups: Way = { reached: named ? 'yes' : lets(out, range), why: groupsLet(out) };
  if (subnetId === subnet.subnetId) return groups;
  return allOf(groups, aclLets(acl, range), aclLetsIn(aclOf(from, { subnetId }), subnet.cidr));
}

function intoIt({ endpointId, groups: guards }: Endpoint, { subnet, groups }: Surroundings): Way {
  if (!guards) return { reached: 'unseen', why: `the security groups of its endpoint ${endpointId} are not to be seen` };
  const into = joined(guards.map((group) => group.in));
  const named = groups.some(({ groupId }) => into.groupIds.includes(groupId));
  return {
    reached: named ? 'yes' : lets(into, subnet.cidr),
    why: `the security groups of its endpoint ${endpointId} do not let 443 in`,
  };
}

function byName({ endpointId }: Endpoint, { names }: Surroundings): Way {
  const why = `servers that its DHCP options name answer names in the VPC, and may not know those of its endpoint ${endpointId}`;
  return { reached: names === 'amazon behind others' ? 'unseen' : 'yes', why };
}

/** What a policy of somebody's own lets through is for IAM to say. */
function byPolicy({ endpointId, open }: Endpoint): Way {
  return { reached: open ? 'yes' : 'unseen', why: `its endpoint ${endpointId} has a policy of its own` };
}
