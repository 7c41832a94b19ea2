import { expect, it } from 'vitest';
import { readPairs, writePairs } from '../../../emulator/services/data-plane/client/netstrings.ts';

it('pairs are read as they were written, whatever stands in them', () => {
  const pairs: [string, string][] = [
    ['word', ''],
    ['word', 'ü\n"5:x,'],
    ['', 'a'.repeat(100_000)],
  ];
  expect(readPairs(Buffer.from(writePairs(pairs)))).toEqual(pairs);
  expect(readPairs(Buffer.alloc(0))).toEqual([]);
});

it.each(['x', '1', '1:', '1:a', '1:ab,', ':,', '-1:a,', '1:a,', '1:a,1:b', '1e1:a,'])('anything else is refused: %s', (body) => {
  expect(() => readPairs(Buffer.from(body))).toThrow('has to be netstrings');
});
