import { coverage, everywhere } from './cidr.ts';
import { type Route, tableOf } from './routes.ts';
import type { Surroundings } from './surroundings.ts';
import { aclLets, aclLetsOut, lets, type Way } from './way.ts';
import { groupsLet, outOf } from './ways-out.ts';

/** What becomes of packets that leave by the routes of a subnet, of which many together may lead everywhere. */
export function byRoutes(from: Surroundings): Way {
  const out = outOf(from);
  const leading = from.table.routes.map((route) => ({ route, leads: leads(route, from) }));
  const internet = leading.filter(({ leads }) => leads === 'internet').map(({ route }) => route);
  const routes = [...internet, ...leading.filter(({ leads }) => leads === 'beyond').map(({ route }) => route)];
  const acl = aclLetsOut(from.acl);
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
function leads({ leads, target }: Route, { natGateways, tables }: Surroundings): Route['leads'] | { nowhere: string } {
  const nat = natGateways.find(({ natGatewayId }) => natGatewayId === target);
  if (leads !== 'internet' || !nat) return leads;
  // one that is being made is there before the task is
  if (nat.state !== 'available' && nat.state !== 'pending') return { nowhere: `${target} is ${nat.state}` };
  if (!nat.public) return 'beyond';
  if (nat.subnetId === undefined) return leads;
  const further = tableOf(nat.subnetId, tables).routes.filter(({ target }) => target.startsWith('igw-'));
  const ranges = further.flatMap(({ range }) => range ?? []);
  return coverage(ranges, everywhere) === 'all'
    ? leads
    : { nowhere: `${target} is in ${nat.subnetId}, which has no route to an internet gateway` };
}

function shown(routes: Route[]): string {
  return routes.map(({ target, range, prefixList }) => `${target} (${range ?? prefixList})`).join(', ');
}
