import { passesIn } from './acl-passage.ts';
import { coverTogether } from './cidr.ts';
import type { Inventory } from './inventory.ts';
import type { NatGateway, Subnet } from './network.ts';
import { aclOf } from './network-acls.ts';
import { anywhere, passesHttps } from './public-passage.ts';

/**
 * Whether packets of something without a public address, which a route of its subnet sends to its target, get to the internet from there. A
 * NAT gateway hands them on by the routes of its own subnet: a public one to the VPC's internet gateway, a private one to whatever leads
 * further. Of what is declared alone it is taken to lead out, and so it is of transit gateways, peerings and the like.
 */
export function leadsOut(inventory: Inventory, target: string, from: Subnet): boolean {
  if (target === 'local' || /^(igw|eigw|vpce)-/.test(target)) return false;
  const nat = inventory.natGateways.get(target);
  if (!nat) return true;
  if (nat.state !== 'available' || !aclLets(inventory, nat, from)) return false;
  const further = inventory.routeTableOf(nat).routes.filter(({ blackhole, target: next }) => !blackhole && next !== target);
  const fitting = further.filter(({ target: next }) =>
    nat.connectivity === 'public' ? next.startsWith('igw-') : leadsOut(inventory, next, inventory.requireSubnet(nat.subnetId)),
  );
  const ranges = fitting.map(({ destination }) => destination).filter((destination) => /^[\d.]+\//.test(destination));
  return coverTogether(ranges, anywhere);
}

/** What comes to a NAT gateway, and what it hands on, passes the network ACL of its subnet. It gets answers at 1024 to 65535 (VPC User Guide, "NAT gateway basics"). */
function aclLets(inventory: Inventory, { subnetId }: NatGateway, from: Subnet): boolean {
  const acl = aclOf(inventory, inventory.requireSubnet(subnetId));
  return (subnetId === from.subnetId || passesIn(acl, from.cidr, [443, 443])) && passesHttps(acl, anywhere, [1024, 65_535]);
}
