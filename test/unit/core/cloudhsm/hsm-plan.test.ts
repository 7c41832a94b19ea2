import { expect, test } from 'vitest';
import type { Hsm } from '../../../../core/cloudhsm/hsm.ts';
import { planHsms } from '../../../../core/cloudhsm/hsm-plan.ts';

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
    planHsms({ zones, alive: alive(...standing), count, zonesToKeep: 0 }).create.map(({ availabilityZone, wanted }) => [
      availabilityZone,
      wanted,
    ]),
  );
}

test.each<[string, number, string[], Record<string, number>]>([
  ['one in each zone', 3, ['a'], { b: 1, c: 1 }],
  ['the first in the first zone by name', 1, [], { a: 1 }],
  ['a second round in the order of the zones', 5, ['a'], { a: 2, b: 2, c: 1 }],
  ['the gap first', 4, ['a', 'a', 'c'], { b: 1 }],
  ['around what stands unevenly', 6, ['a', 'a', 'a'], { b: 2, c: 1 }],
  ['nothing where enough stand', 3, ['a', 'b', 'c'], {}],
  ['nothing where too many stand', 2, ['a', 'b', 'c'], {}],
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

/** Zones of the HSMs that go, in order; `!` marks one that is DEGRADED. */
function removed(count: number, zonesToKeep: number, ...standing: string[]): string[] {
  const hsms = alive(...standing.map((zone) => zone.replace('!', ''))).map((hsm, index) =>
    standing[index]!.endsWith('!') ? { ...hsm, state: 'DEGRADED' } : hsm,
  );
  return planHsms({ zones, alive: hsms, count, zonesToKeep }).remove.map(
    ({ availabilityZone, state }) => availabilityZone + (state === 'DEGRADED' ? '!' : ''),
  );
}

test.each<[string, number, number, string[], string[]]>([
  ['none where enough stand', 3, 2, ['a', 'b', 'c'], []],
  ['from the fullest zone', 3, 2, ['a', 'a', 'a', 'b', 'c'], ['a', 'a']],
  ['a degraded one before a healthy one', 2, 2, ['a', 'a', 'b!'], ['b!']],
  ['down to the zones that the keys need', 1, 2, ['a', 'b', 'c'], ['c']],
  ['never the last of a zone that the keys need', 1, 2, ['a', 'a', 'b'], ['a']],
  ['a degraded one though it is alone in its zone', 2, 2, ['a', 'b', 'c!'], ['c!']],
  ['all of them where no key store stands', 0, 0, ['a', 'b'], ['b', 'a']],
])('removes %s', (_, count, zonesToKeep, standing, expected) => {
  expect(removed(count, zonesToKeep, ...standing)).toEqual(expected);
});

test('plans nothing where no zone takes HSMs', () => {
  expect(planHsms({ zones: [], alive: [], count: 3, zonesToKeep: 0 })).toEqual({ create: [], remove: [] });
});
