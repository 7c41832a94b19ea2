import { coverTogether } from './cidr.ts';
import type { Inventory } from './inventory.ts';

/**
 * Whether packets of something without a public address, which a route sends to its target, get to the internet from there. A NAT
 * gateway hands them on by the routes of its own subnet: a public one to the VPC's internet gateway, a private one to whatever leads
 * further. Of what is declared alone it is taken to lead out, and so it is of transit gateways, peerings and the like.
 */
export function leadsOut(inventory: Inventory, target: string): boolean {
  if (target === 'local' || /^(igw|eigw|vpce)-/.test(target)) return false;
  const nat = inventory.natGateways.get(target);
  if (!nat) return true;
  if (nat.state !== 'available') return false;
  const further = inventory.routeTableOf(nat).routes.filter(({ blackhole, target: next }) => !blackhole && next !== target);
  const fitting = further.filter(({ target: next }) =>
    nat.connectivity === 'public' ? next.startsWith('igw-') : leadsOut(inventory, next),
  );
  const ranges = fitting.map(({ destination }) => destination).filter((destination) => /^[\d.]+\//.test(destination));
  return coverTogether(ranges, '0.0.0.0/0');
}
