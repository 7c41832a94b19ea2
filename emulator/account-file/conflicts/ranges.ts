import type { VpcDeclaration } from '../../kernel/account.ts';
import { overlapping, usable } from '../../services/ec2/cidr.ts';
import { freeRanges, rangesOf, usualRange } from '../../services/ec2/declared-ranges.ts';
import type { Conflict } from './conflict.ts';

/** What the ranges of a VPC's subnets say against each other. */
export function rangeConflicts(subnets: VpcDeclaration['subnets']): Conflict[] {
  const given = subnets.flatMap(({ cidr }) => cidr ?? []);
  const [range] = rangesOf(given, 0);
  const overlaps = overlapping(subnets.map(({ cidr }) => cidr));
  const found = overlaps.map((index): Conflict => [['subnets', index, 'cidr'], 'overlaps that of another subnet']);
  for (const [index, { cidr, freeAddresses = 0 }] of subnets.entries()) {
    const most = usable(cidr ?? usualRange).size;
    if (freeAddresses > most) found.push([['subnets', index, 'freeAddresses'], `has to be ${most} or less: its range holds no more`]);
  }
  const without = subnets.flatMap(({ cidr }, index) => (cidr === undefined ? index : []));
  for (const index of without.slice(freeRanges(range, given).length))
    found.push([['subnets', index], `has no /24 left in ${range}, the range of its VPC: give it a cidr`]);
  return found;
}
