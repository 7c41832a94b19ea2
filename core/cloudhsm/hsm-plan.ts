import type { Hsm } from './cluster.ts';

export interface ZoneTarget {
  availabilityZone: string;
  /** How many HSMs shall be alive in the zone. */
  wanted: number;
}

/**
 * The zones that need more HSMs, so that `count` live ones are spread as evenly as those that stand already allow.
 * Removes nothing: a zone that has more than its share keeps them.
 */
export function missingHsms(zones: string[], alive: Hsm[], count: number): ZoneTarget[] {
  const standing = new Map(
    zones.toSorted().map((zone) => [zone, alive.filter(({ availabilityZone }) => availabilityZone === zone).length]),
  );
  const wanted = new Map(standing);
  for (let missing = count - alive.length; missing > 0; missing--) {
    const [emptiest] = [...wanted].reduce((least, zone) => (zone[1] < least[1] ? zone : least));
    wanted.set(emptiest, wanted.get(emptiest)! + 1);
  }
  return [...wanted]
    .filter(([zone, target]) => target > standing.get(zone)!)
    .map(([availabilityZone, target]) => ({ availabilityZone, wanted: target }));
}
