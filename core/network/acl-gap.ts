import { answers, type Ports, passage } from './acl-passage.ts';
import { addressesOf, type Coverage, overlap } from './cidr.ts';
import type { NetworkAcl } from './network-acls.ts';

/** What an ACL keeps from passing, or from passing whole, in one direction. */
export interface AclGap {
  acl: NetworkAcl;
  way: 'in' | 'out';
  range: string;
  ports: Ports;
  passes: Exclude<Coverage, 'all'>;
}

/** What keeps requests to a range's ports from leaving a subnet, and their answers from coming back. */
export function gapsOutward(acl: NetworkAcl, range: string, ports: Ports): AclGap[] {
  return [...gap(acl, 'out', range, ports), ...gap(acl, 'in', range, answers)];
}

/** What keeps requests of a range from coming in to a subnet's ports, and their answers from leaving it. */
export function gapsInward(acl: NetworkAcl, range: string, ports: Ports): AclGap[] {
  return [...gap(acl, 'in', range, ports), ...gap(acl, 'out', range, answers)];
}

function gap(acl: NetworkAcl, way: 'in' | 'out', range: string, ports: Ports): AclGap[] {
  const passes = passage(acl[way], range, ports);
  return passes === 'all' ? [] : [{ acl, way, range, ports, passes }];
}

/**
 * The command that closes a gap, by an entry that counts before those that deny it.
 *
 * @param taken numbers of entries that other commands make, by ACL and direction; this one's is added
 */
export function closing({ acl, way, range, ports }: AclGap, region: string, taken: Map<string, Set<number>>): string {
  const key = `${acl.aclId} ${way}`;
  const numbers = taken.get(key) ?? new Set(acl.numbers[way]);
  taken.set(key, numbers);
  const wanted = addressesOf(range);
  const denying = acl[way].filter((entry) => !entry.allows && meets(entry.ports, ports) && overlap(addressesOf(entry.range), wanted));
  const before = Math.min(...denying.map(({ number }) => number), 32_767);
  const free = Array.from({ length: before - 1 }, (_, index) => index + 1).find((number) => !numbers.has(number));
  if (free === undefined) return `give the first entries of ${acl.aclId} higher numbers, since one that allows it has to come before them`;
  numbers.add(free);
  const direction = way === 'in' ? '--ingress' : '--egress';
  const what = `--protocol tcp --port-range From=${ports[0]},To=${ports[1]} --cidr-block ${range}`;
  const which = `--region ${region} --network-acl-id ${acl.aclId} ${direction} --rule-number ${free}`;
  return `\`aws ec2 create-network-acl-entry ${which} ${what} --rule-action allow\``;
}

function meets([first, last]: Ports, [from, to]: Ports): boolean {
  return first <= to && from <= last;
}
