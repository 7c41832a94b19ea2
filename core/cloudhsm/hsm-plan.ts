import type { Hsm } from './hsm.ts';

interface ZoneTarget {
  availabilityZone: string;
  /** How many HSMs shall be alive in the zone. */
  wanted: number;
}

interface HsmPlan {
  /** The zones that need more. */
  create: ZoneTarget[];
  /** The HSMs that shall go, in this order. */
  remove: Hsm[];
}

interface WantedHsms {
  /** The zones that HSMs may be made in; those in others go first. */
  zones: string[];
  /** The HSMs that live. */
  alive: Hsm[];
  count: number;
  /** In how many zones an ACTIVE HSM has to stay: two where a key store stands. */
  zonesToKeep: number;
  /** Addresses, by zone, at which HSMs of this cluster stood before it was parked. */
  addresses?: Record<string, string[]>;
}

/**
 * What makes `count` HSMs of those that live: what is missing comes back where it stood, and is else spread as evenly as what stands
 * allows; what is too much goes from other zones than the ones named, then from the fullest, DEGRADED before healthy, and never the last ACTIVE one of a zone that the keys
 * need.
 */
export function planHsms({ zones, alive, count, zonesToKeep, addresses = {} }: WantedHsms): HsmPlan {
  return { create: missingHsms(zones, alive, count, addresses), remove: surplusHsms(zones, alive, count, zonesToKeep) };
}

/** Whether somebody means a zone: by its name, or its last letter. */
export function isNamed(zone: string, named: string[]): boolean {
  return named.some((one) => zone === one || (one.length === 1 && zone.endsWith(one)));
}

function missingHsms(zones: string[], alive: Hsm[], count: number, addresses: Record<string, string[]>): ZoneTarget[] {
  const standing = new Map(zones.toSorted().map((zone) => [zone, inZone(alive, zone).length]));
  const wanted = new Map(standing);
  for (let missing = zones.length > 0 ? count - alive.length : 0; missing > 0; missing--) {
    const leftBehind = [...wanted].filter(([zone, target]) => (addresses[zone]?.length ?? 0) > target);
    const from = leftBehind.length > 0 ? leftBehind : [...wanted];
    const [emptiest] = from.reduce((least, zone) => (zone[1] < least[1] ? zone : least));
    wanted.set(emptiest, wanted.get(emptiest)! + 1);
  }
  return [...wanted]
    .filter(([zone, target]) => target > standing.get(zone)!)
    .map(([availabilityZone, target]) => ({ availabilityZone, wanted: target }));
}

function surplusHsms(zones: string[], alive: Hsm[], count: number, zonesToKeep: number): Hsm[] {
  let staying = alive;
  const going: Hsm[] = [];
  while (staying.length > count) {
    const [next] = staying.filter((hsm) => mayGo(hsm, staying, zonesToKeep)).toSorted((a, b) => firstToGo(a, b, staying, zones));
    if (!next) break;
    going.push(next);
    staying = staying.filter((hsm) => hsm !== next);
  }
  return going;
}

/** An HSM that is not ACTIVE serves nobody; the last ACTIVE one of a zone goes only while enough zones keep one. */
function mayGo({ availabilityZone, state }: Hsm, staying: Hsm[], zonesToKeep: number): boolean {
  const active = staying.filter((hsm) => hsm.state === 'ACTIVE');
  if (state !== 'ACTIVE' || inZone(active, availabilityZone).length > 1) return true;
  return new Set(active.map((hsm) => hsm.availabilityZone)).size > zonesToKeep;
}

function firstToGo(a: Hsm, b: Hsm, staying: Hsm[], zones: string[]): number {
  const healthy = Number(a.state === 'ACTIVE') - Number(b.state === 'ACTIVE');
  const elsewhere = Number(zones.includes(a.availabilityZone)) - Number(zones.includes(b.availabilityZone));
  const fuller = inZone(staying, b.availabilityZone).length - inZone(staying, a.availabilityZone).length;
  return healthy || elsewhere || fuller || (a.eniId < b.eniId ? 1 : -1);
}

function inZone(hsms: Hsm[], zone: string): Hsm[] {
  return hsms.filter(({ availabilityZone }) => availabilityZone === zone);
}
