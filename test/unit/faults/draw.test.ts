import { expect, test } from 'vitest';
import { draw } from '../../faults/draw.ts';

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
