import { overlap, parseCidr } from './cidr.ts';
import type { AclEntry, NetworkAcl } from './network.ts';

/**
 * Whether HTTPS goes from a subnet to every address of a range, and its answers come back, by the network ACL of the subnet: requests to
 * port 443 out, answers to the ports of clients in.
 */
export function passesHttps({ entries }: NetworkAcl, range: string): boolean {
  const of = (egress: boolean) => entries.filter((entry) => entry.egress === egress);
  return passes(of(true), range, 443, 443) && passes(of(false), range, 1024, 65_535);
}

/** By the lowest number that fits; what none fits is denied. An entry about some of the ports alone lets them not all pass. */
function passes(entries: AclEntry[], range: string, from: number, to: number): boolean {
  const { first, size } = parseCidr(range);
  let left = [{ first, end: first + size }];
  for (const { cidr, action, protocol, ports } of entries.toSorted((one, other) => one.number - other.number)) {
    if (cidr === undefined || !(protocol === '-1' || protocol === '6')) continue;
    const { From, To } = ports ?? { From: 0, To: 65_535 };
    const some = From <= to && To >= from;
    const all = From <= from && To >= to;
    const own = parseCidr(cidr);
    const meets = left.some((part) => own.first < part.end && part.first < own.first + own.size);
    if (action === 'deny' && some && meets) return false;
    if (action === 'allow' && all && overlap(cidr, range)) left = left.flatMap((part) => without(part, own.first, own.first + own.size));
  }
  return left.length === 0;
}

function without(part: { first: number; end: number }, first: number, end: number): { first: number; end: number }[] {
  if (end <= part.first || first >= part.end) return [part];
  return [
    { first: part.first, end: Math.max(part.first, first) },
    { first: Math.min(part.end, end), end: part.end },
  ].filter((rest) => rest.first < rest.end);
}
