import { beforeEach, expect, test } from 'vitest';
import { readSigned, recordSigned } from '../../../../core/record/signed-item.ts';
import { emptyRecord, store } from '../../record.ts';

const signed = { csrSha256: 'abcd', certificate: 'CERTIFICATE', trustAnchor: 'ROOT' };

beforeEach(emptyRecord);

test('a certificate is kept with the CSR that it was signed for and the root that signed it', async () => {
  expect(await readSigned('production')).toBeUndefined();

  await recordSigned('production', signed);

  expect(await readSigned('production')).toEqual(signed);
});

test.each(Object.keys(signed) as (keyof typeof signed)[])('of which %s is missing is none', async (part) => {
  const { [part]: _, ...rest } = signed;
  store('signed', rest);

  expect(await readSigned('production')).toBeUndefined();
});
