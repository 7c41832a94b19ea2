import { expect, test } from 'vitest';
import { element, partsOf, tags } from '../../../../core/pki/der.ts';

test.each([0, 1, 127, 128, 255, 256, 70_000])('an element of %d bytes is read as it was written', (length) => {
  const inner = element(tags.octetString, Buffer.alloc(length, 7));
  const last = element(tags.null);

  expect(partsOf(element(tags.sequence, inner, last))).toEqual([inner, last]);
});

test.each([
  ['nothing', ''],
  ['something else than a sequence', '0500'],
  ['less than its length says', '3003020101ff'],
  ['an element that is longer than what holds it', '30040205010101'],
  ['more than one sequence', '30000500'],
  ['a length that is left open', '3080020101'],
  ['a length of more than the bytes that there can be', `30${'ff'.repeat(12)}`],
])('refuses %s', (_, hex) => {
  expect(() => partsOf(Buffer.from(hex, 'hex'))).toThrow();
});
