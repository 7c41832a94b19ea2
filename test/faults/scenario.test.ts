import { expect, test } from 'vitest';
import { allScenarios } from './scenario.ts';

test('scenarios are told in the order in which their places are theirs: the first run before all, and by the clock after by hand', async () => {
  const names = (await allScenarios()).map(({ name }) => name);
  expect(names[0]).toBe('provision/first-run');
  expect(names.indexOf('scale/park')).toBeLessThan(names.indexOf('due/parking'));
  expect(names.indexOf('restore/in-place')).toBeLessThan(names.indexOf('drill/newest'));
});
