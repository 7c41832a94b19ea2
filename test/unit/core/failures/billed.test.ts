import { expect, test } from 'vitest';
import { billedWords, saysWhatIsBilled } from '../../../../core/failures/billed.ts';

const two = { clusterId: 'cluster-1', hsms: ['hsm-1', 'hsm-2'], perHour: 3.2 };
const one = { clusterId: 'cluster-2', hsms: ['hsm-3'], perHour: 1.6 };

test.each([
  ['a cluster', [two], '2 HSMs of cluster-1 (hsm-1, hsm-2), about USD 3.2 an hour'],
  ['two clusters', [two, one], '2 HSMs of cluster-1 (hsm-1, hsm-2) and 1 HSM of cluster-2 (hsm-3), about USD 4.8 an hour'],
])('names the HSMs of %s, and what they cost together', (_, billed, words) => {
  expect(billedWords(billed)).toBe(`Standing and billed: ${words}`);
});

test('says nothing where no HSM stands', () => {
  expect(billedWords([{ clusterId: 'cluster-1', hsms: [], perHour: 0 }])).toBeUndefined();
});

test('knows its own words again', () => {
  expect([billedWords([one])!, 'It broke'].map(saysWhatIsBilled)).toEqual([true, false]);
});
