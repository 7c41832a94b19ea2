import { expect, it } from 'vitest';
import { jsonProblem } from '../../emulator/kernel/json-problem.ts';

const values = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

it.each([
  ['not some json', `Unrecognized token 'not': was expecting ${values}`],
  ["{'a': 1}", "Unexpected character (''' (code 39)): was expecting double-quote to start field name"],
  ['{"a" 1}', "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value"],
  ['{"a": 1 "b": 2}', `Unexpected character ('"' (code 34)): was expecting comma to separate Object entries`],
  ['[1, [2 3]]', "Unexpected character ('3' (code 51)): was expecting comma to separate Array entries"],
  ['[1,]', `Unexpected character (']' (code 93)): expected a valid value ${values}`],
  ['{"a": tru}', `Unrecognized token 'tru': was expecting ${values}`],
  ['{"a": {"b": []', 'Unexpected end-of-input: expected close marker for Object'],
  ['["a', 'Unexpected end-of-input in VALUE_STRING'],
  ['"\\x"', "Unrecognized character escape 'x' (code 120)"],
  ['', 'No content to map due to end-of-input'],
  ['1 2', "Unexpected character ('2' (code 50)): expected the end of the text"],
])('says as Jackson does what is wrong with %s', (text, problem) => {
  expect(jsonProblem(text)).toBe(problem);
});

it('goes as deep as a text does, and says where that is all that is wrong', () => {
  expect(jsonProblem('['.repeat(100_000))).toBe('Unexpected end-of-input: expected close marker for Array');
  expect(jsonProblem('['.repeat(2_000) + ']'.repeat(2_000))).toBe('It is nested too deep');
});
