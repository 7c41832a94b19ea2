import { expect, test } from 'vitest';
import type { Hsm } from '../../../../core/cloudhsm/cluster.ts';
import { missingHsms } from '../../../../core/cloudhsm/hsm-plan.ts';

const zones = ['c', 'a', 'b'];

/** HSMs that are alive in these zones. */
function alive(...inZones: string[]): Hsm[] {
  return inZones.map((availabilityZone, index) => ({
    hsmId: `hsm-${index}`,
    eniId: `eni-${index}`,
    ip: '',
    availabilityZone,
    state: 'ACTIVE',
    stateMessage: '',
  }));
}

/** {zone: HSMs that shall be alive there} */
function plan(count: number, ...standing: string[]): Record<string, number> {
  return Object.fromEntries(
    missingHsms(zones, alive(...standing), count).map(({ availabilityZone, wanted }) => [availabilityZone, wanted]),
  );
}

test.each<[string, number, string[], Record<string, number>]>([
  ['one in each zone', 3, ['a'], { b: 1, c: 1 }],
  ['the first in the first zone by name', 1, [], { a: 1 }],
  ['a second round in the order of the zones', 5, ['a'], { a: 2, b: 2, c: 1 }],
  ['the gap first', 4, ['a', 'a', 'c'], { b: 1 }],
  ['around what stands unevenly', 6, ['a', 'a', 'a'], { b: 2, c: 1 }],
  ['nothing where enough stand', 3, ['a', 'b', 'c'], {}],
  ['nothing where too many stand: it removes none', 2, ['a', 'b', 'c'], {}],
  ['nothing where enough stand unevenly', 3, ['a', 'a', 'a'], {}],
])('plans %s', (_, count, standing, expected) => {
  expect(plan(count, ...standing)).toEqual(expected);
});

test('brings every count to exactly that many, as even as what stands allows', () => {
  for (let count = 1; count <= 28; count++) {
    for (const standing of [[], ['a'], ['b', 'b'], ['a', 'c', 'c']]) {
      const wanted = plan(count, ...standing);
      const after = zones.map((zone) => wanted[zone] ?? standing.filter((one) => one === zone).length);
      expect(after.reduce((sum, one) => sum + one)).toBe(Math.max(count, standing.length));
      if (count >= 9) expect(Math.max(...after) - Math.min(...after)).toBeLessThanOrEqual(1);
    }
  }
});
