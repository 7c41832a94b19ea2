import type { ClusterDeclaration, PlaceDeclaration } from '../../kernel/account.ts';
import { usable } from '../../services/ec2/cidr.ts';
import { usualRange } from '../../services/ec2/declared-ranges.ts';
import type { Conflict } from './conflict.ts';
import type { PlacedSubnet } from './placed-subnet.ts';

/** Subnets of declared VPCs in which hosts and HSMs need more addresses than there are. */
export function addressConflicts({ hosts = [], clusters = [] }: PlaceDeclaration, subnets: PlacedSubnet[]): Conflict[] {
  const needed = new Map<string | undefined, number>();
  const inSubnets = [
    ...hosts.map(({ subnet }) => subnet ?? subnets[0]?.id),
    ...clusters.flatMap((cluster) => (cluster.hsms ?? []).map(({ availabilityZone }) => subnetIn(availabilityZone, cluster, subnets))),
  ];
  for (const id of inSubnets) needed.set(id, (needed.get(id) ?? 0) + 1);
  return subnets.flatMap(({ id, path, cidr = usualRange, freeAddresses = usable(cidr).size }): Conflict[] => {
    const here = needed.get(id) ?? 0;
    if (here <= freeAddresses) return [];
    return [[path, `has ${freeAddresses} free addresses, and ${here} hosts and HSMs stand in it: give it more, or put some elsewhere`]];
  });
}

function subnetIn(zone: string, { subnets: named }: ClusterDeclaration, subnets: PlacedSubnet[]): string | undefined {
  return subnets.find(({ id, availabilityZone }) => availabilityZone === zone && (named?.includes(id) ?? true))?.id;
}
