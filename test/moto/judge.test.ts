import { describe, expect, it } from 'vitest';
import { type Expected, judge } from './judge.ts';

const expected: Expected[] = [
  { kind: 'moto', because: 'AWS does not', says: 'wrong', tests: ['a.py::one', 'a.py::two[x]'] },
  { kind: 'refused', because: 'not emulated', says: 'refused', tests: ['a.py::three'] },
];
const asExpected = [
  { name: 'a.py::one[x]', failure: 'wrong' },
  { name: 'a.py::one[y]', failure: 'it is wrong' },
  { name: 'a.py::two[x]', failure: 'wrong' },
  { name: 'a.py::two[y]' },
  { name: 'a.py::three', failure: 'refused' },
];

describe('the tests of moto', () => {
  it('may fail where it is expected, by the test or by one of its parameters', () => {
    const { holds, text } = judge(asExpected, expected);
    expect(text).toBe('5 tests of moto: 1 hold, 3 fail where moto is not like AWS, 1 ask for what is refused by name');
    expect(holds).toBe(true);
  });

  it.each([
    ['fails unexpectedly', { name: 'a.py::two[y]', failure: 'wrong' }, 'a.py::two[y] fails: wrong'],
    ['fails otherwise', { name: 'a.py::three', failure: 'wrong' }, 'a.py::three fails otherwise than expected.json says: wrong'],
    ['holds by now', { name: 'a.py::three' }, 'a.py::three holds: take it out of expected.json'],
  ])('are named where one %s', (_, changed, told) => {
    const { holds, text } = judge([...asExpected.filter(({ name }) => name !== changed.name), changed], expected);
    expect(holds).toBe(false);
    expect(text.split('\n').slice(0, -1)).toEqual([told]);
  });

  it('are named where one has not run', () => {
    const { holds, text } = judge(asExpected.slice(0, -1), expected);
    expect(holds).toBe(false);
    expect(text).toContain('a.py::three has not run: expected.json names it');
  });
});
