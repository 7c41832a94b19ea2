import type { Ports } from './acl-passage.ts';
import { coverage, everywhere } from './cidr.ts';
import type { NatGateway } from './nat-gateways.ts';
import { type Route, tableOf } from './routes.ts';
import { aclOf, type Surroundings } from './surroundings.ts';
import { aclLets, aclLetsIn, aclLetsOut, allOf, lets, type Way } from './way.ts';
import { groupsLet, outOf } from './ways-out.ts';

/** What becomes of packets that leave by the routes of a subnet, of which many together may lead everywhere. */
export function byRoutes(from: Surroundings): Way {
  const out = outOf(from);
  const leading = from.table.routes.map((route) => ({ route, leads: leads(route, from) }));
  const internet = leading.filter(({ leads }) => leads === 'internet').map(({ route }) => route);
  const further = natGateways(internet, from).map((nat) => pastAcl(nat, from));
  const routes = [...internet, ...leading.filter(({ leads }) => leads === 'beyond').map(({ route }) => route)];
  const acl = allOf(aclLetsOut(from.acl), ...further);
  const passing = routes.filter(
    (route) => (internet.includes(route) ? acl : aclLets(from.acl, route.range ?? everywhere)).reached !== 'no',
  );
  const taken = passing.filter(({ range = everywhere }) => lets(out, range) !== 'no');
  const covered = coverage(
    internet.flatMap(({ range }) => range ?? []),
    everywhere,
  );
  if (covered === 'all' && lets(out, everywhere) === 'yes' && acl.reached === 'yes')
    return { reached: 'yes', why: `packets leave by ${shown(internet)}` };
  if (taken.length > 0) return { reached: 'unseen', why: acl.reached === 'unseen' ? acl.why : `packets leave by ${shown(taken)}` };
  if (!from.endpoints) return { reached: 'unseen', why: `only the account ${from.subnet.ownerId} sees the endpoints of its VPC` };
  if (passing.length > 0) return { reached: 'no', why: groupsLet(out) };
  if (routes.length > 0) return { reached: 'no', why: acl.why };
  const dead = leading.flatMap(({ leads }) => (typeof leads === 'object' ? leads.nowhere : []));
  return { reached: 'no', why: ['no route leads out of the VPC', ...new Set(dead)].join(': ') };
}

/** A public NAT gateway hands packets on to the internet gateway of its own subnet, a private one further than is looked. */
function leads({ leads, target }: Route, from: Surroundings): Route['leads'] | { nowhere: string } {
  const { natGateways, tables } = from;
  const nat = natGateways.find(({ natGatewayId }) => natGatewayId === target);
  if (leads !== 'internet' || !nat) return leads;
  // one that is being made is there before the task is
  if (nat.state !== 'available' && nat.state !== 'pending') return { nowhere: `${target} is ${nat.state}` };
  if (!nat.public) return 'beyond';
  if (nat.subnetId === undefined) return leads;
  const further = tableOf(nat.subnetId, tables).routes.filter(({ target }) => target.startsWith('igw-'));
  const ranges = further.flatMap(({ range }) => range ?? []);
  if (coverage(ranges, everywhere) !== 'all')
    return { nowhere: `${target} is in ${nat.subnetId}, which has no route to an internet gateway` };
  const past = pastAcl(nat, from);
  return past.reached === 'no' ? { nowhere: past.why } : leads;
}

function natGateways(routes: Route[], { natGateways }: Surroundings): NatGateway[] {
  return natGateways.filter(({ natGatewayId }) => routes.some(({ target }) => target === natGatewayId));
}

/**
 * The ports of a NAT gateway to which it gets its answers.
 *
 * https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
 */
const answersToNat: Ports = [1024, 65_535];

/** What the ACL of a NAT gateway's subnet does with packets that come to it, and that it hands on. */
function pastAcl({ natGatewayId, subnetId }: NatGateway, from: Surroundings): Way {
  if (subnetId === undefined) return { reached: 'yes', why: `${natGatewayId} is in no subnet` };
  const acl = aclOf(from, { subnetId });
  const out = aclLetsOut(acl, answersToNat);
  const way = subnetId === from.subnet.subnetId ? out : allOf(aclLetsIn(acl, from.subnet.cidr), out);
  return { ...way, why: `${natGatewayId} is in ${subnetId}, and ${way.why}` };
}

function shown(routes: Route[]): string {
  return routes.map(({ target, range, prefixList }) => `${target} (${range ?? prefixList})`).join(', ');
}
