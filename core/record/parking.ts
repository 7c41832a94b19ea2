import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { changeItem, type Item, readItem } from './item.ts';

/** IP addresses of HSMs by availability zone. An address belongs to a subnet, so it cannot move to another zone. */
type Addresses = Record<string, string[]>;

/** Where the HSMs of a parked environment stood: they come back there, and clients keep their configuration. */
export interface Parking {
  /** ISO 8601: when parking began. */
  since: string;
  addresses: Addresses;
}

export async function readParking(environment: string): Promise<Parking | undefined> {
  return parkingIn((await readItem(environment, 'file')) ?? {});
}

export function parkingIn({ parking }: Item): Parking | undefined {
  if (!parking?.M) return undefined;
  const { since, addresses } = parking.M;
  const byZone = Object.entries(addresses?.M ?? {}).map(([zone, { L = [] }]) => [zone, L.map(({ S = '' }) => S)] as const);
  return { since: since?.S ?? '', addresses: Object.fromEntries(byZone) };
}

/**
 * Remembers addresses before the first HSM goes. Parking that was interrupted, and goes on with fewer HSMs, keeps those of before.
 *
 * @param now ISO 8601: the state machine's time
 */
export async function rememberAddresses(environment: string, standing: Addresses, now: string): Promise<void> {
  await changeItem(environment, 'file', (item) => {
    const before = parkingIn(item);
    const addresses = { ...before?.addresses };
    for (const [zone, ips] of Object.entries(standing)) addresses[zone] = [...new Set([...(addresses[zone] ?? []), ...ips])];
    return { set: { parking: { M: { since: { S: before?.since ?? now }, addresses: { M: attributes(addresses) } } } } };
  });
}

/** The HSMs stand again. */
export async function forgetAddresses(environment: string): Promise<void> {
  await changeItem(environment, 'file', (item) => (item.parking ? { remove: ['parking'] } : undefined));
}

function attributes(addresses: Addresses): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries(addresses).map(([zone, ips]) => [zone, { L: ips.map((S) => ({ S })) }]));
}
