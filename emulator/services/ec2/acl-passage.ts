import { parseCidr } from './cidr.ts';
import type { AclEntry, NetworkAcl } from './network.ts';

export type Ports = [first: number, last: number];

/** The ports to which Amazon Linux gets its answers (VPC User Guide, "Ephemeral ports"). */
const answers: Ports = [32_768, 60_999];

/** Whether requests to every address of a range leave a subnet by its network ACL, and answers come back in. */
export function passesOut({ entries }: NetworkAcl, range: string, ports: Ports, answersTo = answers): boolean {
  return passes(entries, true, range, ports) && passes(entries, false, range, answersTo);
}

/** Whether requests of every address of a range come into a subnet by its network ACL, and answers leave it. */
export function passesIn({ entries }: NetworkAcl, range: string, ports: Ports): boolean {
  return passes(entries, false, range, ports) && passes(entries, true, range, answers);
}

/** Packets alike but for their address and port, from the first of each to before its end. */
interface Packets {
  addresses: Span;
  ports: Span;
}

interface Span {
  first: number;
  end: number;
}

/** By the lowest number that fits each packet; what none fits is denied. Several entries together may let all of them pass. */
function passes(entries: AclEntry[], egress: boolean, range: string, [first, last]: Ports): boolean {
  let left: Packets[] = [{ addresses: spanOf(range), ports: { first, end: last + 1 } }];
  const inOrder = entries.filter((entry) => entry.egress === egress).toSorted((one, other) => one.number - other.number);
  for (const { cidr, action, protocol, ports } of inOrder) {
    if (cidr === undefined || !(protocol === '-1' || protocol === '6')) continue;
    const { From, To } = ports ?? { From: 0, To: 65_535 };
    const fitting = { addresses: spanOf(cidr), ports: { first: From, end: To + 1 } };
    if (action === 'deny' && left.some((packets) => meets(packets.addresses, fitting.addresses) && meets(packets.ports, fitting.ports)))
      return false;
    if (action === 'allow') left = left.flatMap((packets) => without(packets, fitting));
  }
  return left.length === 0;
}

function spanOf(cidr: string): Span {
  const { first, size } = parseCidr(cidr);
  return { first, end: first + size };
}

function meets(one: Span, other: Span): boolean {
  return one.first < other.end && other.first < one.end;
}

/** Those at other addresses, and of the same addresses those at other ports. */
function without({ addresses, ports }: Packets, fitting: Packets): Packets[] {
  if (!meets(ports, fitting.ports)) return [{ addresses, ports }];
  const same = { first: Math.max(addresses.first, fitting.addresses.first), end: Math.min(addresses.end, fitting.addresses.end) };
  if (same.first >= same.end) return [{ addresses, ports }];
  return [
    ...beside(addresses, fitting.addresses).map((rest) => ({ addresses: rest, ports })),
    ...beside(ports, fitting.ports).map((rest) => ({ addresses: same, ports: rest })),
  ];
}

function beside(whole: Span, taken: Span): Span[] {
  return [
    { first: whole.first, end: taken.first },
    { first: taken.end, end: whole.end },
  ].filter(({ first, end }) => first < end);
}
