import { expect, test } from 'vitest';
import { lastWordsIn } from '../../../../core/users/last-words.ts';

const words = (problem: string, more: object = {}) => JSON.stringify({ failure: { error: 'UserLocked', problem, ...more } });

test('finds the words in the last line that holds some', () => {
  const remedy = 'unlock it';

  expect(lastWordsIn(['{"message":"begins"}', words('earlier'), words('application is locked', { remedy }), 'Killed'])).toEqual({
    error: 'UserLocked',
    problem: 'application is locked',
    remedy,
  });
});

test.each([
  ['no line', []],
  ['lines that are no JSON', ['Segmentation fault']],
  ['lines of another shape', ['{"failure":"yes"}', 'null']],
  ['an error that nobody knows', ['{"failure":{"error":"Odd","problem":"x"}}']],
])('there are none in %s', (_, lines) => {
  expect(lastWordsIn(lines)).toBeUndefined();
});
