import { overlap, parseCidr } from './cidr.ts';
import type { AclEntry, NetworkAcl } from './network.ts';

type Ports = [first: number, last: number];

/** Whether HTTPS goes from a subnet to every address of a range, by the network ACL of the subnet. */
export function passesHttps(acl: NetworkAcl, range: string): boolean {
  return passesOut(acl, range, [443, 443]);
}

/** The ports to which Amazon Linux gets its answers (VPC User Guide, "Ephemeral ports"). */
const answers: Ports = [32_768, 60_999];

/** Whether requests to every address of a range leave a subnet by its network ACL, and answers come back in. */
export function passesOut({ entries }: NetworkAcl, range: string, ports: Ports): boolean {
  return passes(entries, true, range, ports) && passes(entries, false, range, answers);
}

/** Whether requests of every address of a range come into a subnet by its network ACL, and answers leave it. */
export function passesIn({ entries }: NetworkAcl, range: string, ports: Ports): boolean {
  return passes(entries, false, range, ports) && passes(entries, true, range, answers);
}

/** By the lowest number that fits; what none fits is denied. An entry about some of the ports alone lets them not all pass. */
function passes(entries: AclEntry[], egress: boolean, range: string, [from, to]: Ports): boolean {
  const { first, size } = parseCidr(range);
  let left = [{ first, end: first + size }];
  const inOrder = entries.filter((entry) => entry.egress === egress).toSorted((one, other) => one.number - other.number);
  for (const { cidr, action, protocol, ports } of inOrder) {
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
