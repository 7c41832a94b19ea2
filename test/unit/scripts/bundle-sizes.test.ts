import { expect, test } from 'vitest';
import { oversized } from '../../../scripts/bundling/bundle-sizes.ts';

test('a bundle that has grown beyond its bound is named; ValidateRequest has a bound of its own', () => {
  expect(oversized({ 'create-hsm': 120_000, 'validate-request': 350_000 })).toEqual([]);
  expect(oversized({ 'create-hsm': 120_001, 'validate-request': 350_001, 'check-hsms': 1 })).toEqual([
    expect.stringMatching(/^create-hsm\.zip has 120001 bytes, and 120000 are the most/),
    expect.stringMatching(/^validate-request\.zip has 350001 bytes/),
  ]);
});
