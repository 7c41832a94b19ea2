import { coverage } from './cidr.ts';
import { type Https, joined } from './security-groups.ts';
import { localRanges, type Surroundings } from './surroundings.ts';

/** What the groups let out of the VPC. */
export function outOf(from: Surroundings): Https {
  const out = joined(from.groups.map((group) => group.out));
  const local = localRanges(from);
  return { ...out, ranges: out.ranges.filter((range) => coverage(local, range) !== 'all') };
}

export function groupsLet({ ranges, groupIds, prefixLists }: Https): string {
  const where = [...ranges, ...groupIds, ...prefixLists].join(', ');
  return `the security groups let 443 out ${where ? `to ${where} only` : 'to nothing there'}`;
}
