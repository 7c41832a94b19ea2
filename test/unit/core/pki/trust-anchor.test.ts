import { expect, test } from 'vitest';
import { trustAnchorProblems } from '../../../../core/pki/trust-anchor.ts';
import { certify } from '../../certificates.ts';
import { selfSigned } from './openssl.ts';

test('accepts a root as openssl makes it', () => {
  expect(trustAnchorProblems(selfSigned(['rsa:2048']))).toEqual([]);
});

test.each([
  ['a key of 3072 bits', () => selfSigned(['rsa:3072']), ['its RSA key has 3072 bits, not 2048 or 4096']],
  ['an elliptic key', () => selfSigned(['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1']), ['its key is not RSA']],
  ['one that is no CA', () => certify({ owner: 'organisation', ca: false }), ['its basic constraints do not make it a CA']],
  ['one that somebody else has signed', () => certify({ owner: 'organisation', by: 'somebody' }), ['it is not self-signed']],
  ['a text that is no certificate', () => 'none', ['it is not a certificate in PEM form']],
])('refuses %s', async (_, make, problems) => {
  expect(trustAnchorProblems(await make())).toEqual(problems);
});

test('refuses a text that is longer than KMS takes', async () => {
  const root = await certify({ owner: 'organisation' });
  const explained = `${root}${'# a long explanation\n'.repeat(250)}`;

  expect(trustAnchorProblems(explained)).toEqual([`it has ${explained.length} characters, and KMS takes 5000`]);
});
