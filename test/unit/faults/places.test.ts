import { expect, test } from 'vitest';
import { eachPlaceOnce } from '../../faults/places.ts';

const once = (ids: string[], own?: RegExp) => eachPlaceOnce(ids, [{ name: 'scale/up', own }]);

test('a kind of fault is tried at a place in the first scenario that has it', () => {
  const ids = ['provision/first-run/throttled/CheckHsmsFunction.kms-CreateKey.1', 'scale/up/throttled/CheckHsmsFunction.kms-CreateKey.1'];
  expect(once(ids)).toEqual([ids[0]]);
});

test('another kind, another request, another caller and another state are other places', () => {
  const ids = [
    'provision/first-run/throttled/CheckHsmsFunction.kms-CreateKey.1',
    'scale/up/5xx-before/CheckHsmsFunction.kms-CreateKey.1',
    'scale/up/throttled/CheckHsmsFunction.kms-CreateAlias.1',
    'scale/up/throttled/PlanHsmsFunction.kms-CreateKey.1',
    'scale/up/stopped/body-scale.CheckHsms.1',
    'scale/up/stopped/body-scale.CheckHsms-active.1',
  ];
  expect(once(ids)).toEqual(ids);
});

test('how long a run waits makes no other place: of later requests one is tried, whatever its number', () => {
  const at = (scenario: string, nth: number) => `${scenario}/stopped/body-scale.CheckHsms.${nth}`;
  const ids = [1, 2, 40].map((nth) => at('provision/first-run', nth));
  expect(once([...ids, at('scale/up', 2), at('scale/up', 12), at('scale/up', 21)])).toEqual(ids);
});

test('a scenario keeps all of its own places', () => {
  const ids = [3, 4].map((nth) => `provision/first-run/hsm-not-made/DEGRADED.${nth}`);
  expect(once(ids)).toEqual(ids);
});

test('what means something else in a scenario is tried there, too', () => {
  const ids = ['provision/first-run', 'scale/up'].flatMap((name) => [`${name}/stopped/scale.Release.1`, `${name}/stopped/body.Check.1`]);
  expect(once(ids, /^scale\./)).toEqual(ids.slice(0, 3));
});
