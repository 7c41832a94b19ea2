import { expect, test } from 'vitest';
import { standsAsDeclared } from '../../../../core/monitoring/same.ts';

test.each([
  ['what AWS adds', { a: 1 }, { a: 1, b: 2 }, true],
  ['what AWS adds within', { a: [{ b: 1 }] }, { a: [{ b: 1, c: 2 }] }, true],
  ['another value', { a: 1 }, { a: 2 }, false],
  ['a member more in a list', { a: [1] }, { a: [1, 2] }, false],
  ['a missing member', { a: 1 }, {}, false],
  ['an empty list that AWS leaves out', { a: [] }, {}, true],
  ['nothing that stands', { a: 1 }, undefined, false],
])('%s', (_, declared, standing, same) => {
  expect(standsAsDeclared(declared, standing)).toBe(same);
});
