import { expect, test } from 'vitest';
import { wordsIn } from '../../../emulator/services/data-plane/client/words.ts';

test.each([
  ['user  list ', ['user', 'list']],
  ["login --username 'a b' --password \"it's\"", ['login', '--username', 'a b', '--password', "it's"]],
  ['--password="a \\" b"c\\ d', ['--password=a " bc d']],
  ["''", ['']],
  ['', []],
])('%j', (line, words) => {
  expect(wordsIn(line)).toEqual(words);
});

test.each(['"open', "it's", 'end\\'])('%j is not closed', (line) => {
  expect(() => wordsIn(line)).toThrow(`a quote is not closed: ${line}`);
});
