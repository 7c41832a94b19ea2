import { type Addresses, addressesOf, type Coverage } from './cidr.ts';
import type { AclEntry, NetworkAcl } from './network-acls.ts';

export type Ports = AclEntry['ports'];

/**
 * The ports to which a task, and a host of Amazon Linux, gets its answers.
 *
 * https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html
 */
export const answers: Ports = [32_768, 60_999];

/** What leaves a subnet: requests to a range but for some of it, at these ports, whose answers come to others. */
export interface Outward {
  range: string;
  but?: string[];
  ports: Ports;
  answersTo?: Ports;
}

/** Whether requests leave a subnet, and their answers come back to it. */
export function goesOut({ out, in: into }: NetworkAcl, { range, but = [], ports, answersTo = answers }: Outward): Coverage {
  return least(passage(out, range, ports, but), passage(into, range, answersTo, but));
}

/** Whether requests from a range come in to a subnet's ports, and their answers leave it. */
export function comesIn({ out, in: into }: NetworkAcl, range: string, ports: Ports): Coverage {
  return least(passage(into, range, ports), passage(out, range, answers));
}

function least(...coverages: Coverage[]): Coverage {
  if (coverages.includes('none')) return 'none';
  return coverages.includes('some') ? 'some' : 'all';
}

/** Between the bounds of entries all packets fare alike, so that one of each such part says what becomes of all. */
export function passage(entries: AclEntry[], range: string, [first, last]: Ports, but: string[] = []): Coverage {
  const wanted = addressesOf(range);
  const leftOut = but.map(addressesOf);
  const parsed = entries.map((entry) => ({ ...entry, addresses: addressesOf(entry.range) }));
  const bounds = [...parsed.map(({ addresses }) => addresses), ...leftOut].flatMap(({ first, end }) => [first, end]);
  const addresses = startsWithin(wanted.first, wanted.end, bounds).filter((address) => !leftOut.some((one) => holds(one, address)));
  const ports = startsWithin(
    first,
    last + 1,
    entries.flatMap((entry) => [entry.ports[0], entry.ports[1] + 1]),
  );
  const passing = addresses.flatMap((address) =>
    ports.map((port) => {
      const deciding = parsed.find((entry) => holds(entry.addresses, address) && entry.ports[0] <= port && port <= entry.ports[1]);
      return deciding?.allows ?? false;
    }),
  );
  if (passing.every(Boolean)) return 'all';
  return passing.some(Boolean) ? 'some' : 'none';
}

function holds({ first, end }: Addresses, address: number): boolean {
  return first <= address && address < end;
}

/** Where the parts begin into which bounds divide what lies from `first` to before `end`. */
function startsWithin(first: number, end: number, bounds: number[]): number[] {
  return [first, ...new Set(bounds.filter((bound) => bound > first && bound < end))];
}
