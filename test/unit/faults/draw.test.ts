import { expect, test } from 'vitest';
import { draw, drawRuns, drawScenarios } from '../../faults/draw.ts';

const many = Array.from({ length: 90 }, (_, n) => `provision/first-run/throttled/Function.kms-CreateKey.${n}`);
const few = ['provision/first-run/connection-failed/NETWORK_ERRORS', 'provision/adoption/connection-failed/NETWORK_ERRORS'];
const ids = [...many, ...few];

test('a seed draws the same cases in the same order, whatever order they are listed in', () => {
  expect(draw(ids.toReversed(), 10, '2026-01-05')).toEqual(draw(ids, 10, '2026-01-05'));
  expect(draw(ids, 10, '2026-01-06')).not.toEqual(draw(ids, 10, '2026-01-05'));
});

test('a kind of few targets is drawn as often as one of many', () => {
  expect(draw(ids, 4, 'seed')).toEqual(expect.arrayContaining(few));
});

test('all are drawn once where there are no more', () => {
  expect(draw(ids, 200, 'seed').toSorted()).toEqual(ids.toSorted());
});

test('the first run is drawn every day, with others beside it each day', () => {
  const names = ['audit/one', 'drill/one', 'provision/first-run', 'rotate/one', 'scale/down', 'scale/up'];
  const days = ['2026-01-05', '2026-01-06', '2026-01-07', '2026-01-08', '2026-01-09', '2026-01-10'];
  const drawn = days.map((day) => drawScenarios(names, 3, day));
  for (const scenarios of drawn) expect(scenarios[0]).toBe('provision/first-run');
  expect(drawn.every((scenarios) => new Set(scenarios).size === 3)).toBe(true);
  expect(new Set(drawn.flat()).size).toBeGreaterThan(3);
});

test('runs are drawn of both sorts: some with one case, and with several as many as make up the number', () => {
  const together = Array.from({ length: 40 }, (_, n) => `provision/first-run/throttled/Function${n}.kms-CreateKey.1`);
  const alone = Array.from({ length: 40 }, (_, n) => `provision/first-run/stopped/provision.State${n}.1`);
  const runs = drawRuns([...together, ...alone], { alone: 5, cases: 20 }, 'seed');
  expect(runs.map(({ length }) => length)).toEqual([1, 1, 1, 1, 1, 8, 8]);
  expect(drawRuns([...alone, ...together], { alone: 5, cases: 20 }, 'seed')).toEqual(runs);
});
