import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { trustAnchorProblems } from '../../../../core/pki/trust-anchor.ts';
import { folderWith, openssl, runOpenssl } from '../../../foreign-tools/openssl.ts';
import { needs } from '../../../foreign-tools/tool.ts';
import { certify, ellipticKey, rsaKey } from '../../certificates.ts';

test('accepts a root', async () => {
  expect(trustAnchorProblems(await certify({ owner: 'organisation' }))).toEqual([]);
});

test('accepts a root as openssl makes it', (context) => {
  needs(context, openssl);
  const folder = folderWith();
  runOpenssl(folder, 'req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out root.pem -days 3650 -subj /O=Example/CN=Root');

  expect(trustAnchorProblems(readFileSync(join(folder, 'root.pem'), 'utf8'))).toEqual([]);
});

test.each([
  ['RSA of 3072 bits', () => rsaKey(3072)],
  ['prime256v1', () => ellipticKey()],
  ['secp384r1', () => ellipticKey('secp384r1')],
  ['secp521r1', () => ellipticKey('secp521r1')],
])('accepts a root with a key of %s', async (_, key) => {
  expect(trustAnchorProblems(await certify({ owner: 'organisation', key: key() }))).toEqual([]);
});

test('refuses keys that the CloudHSM User Guide does not list', (context) => {
  needs(context, openssl);
  const folder = folderWith();
  const root = (genpkey: string) => {
    runOpenssl(folder, `genpkey ${genpkey} -out key.pem`);
    runOpenssl(folder, 'req -x509 -key key.pem -out root.pem -days 3650 -subj /O=Example/CN=Root');
    return trustAnchorProblems(readFileSync(join(folder, 'root.pem'), 'utf8'));
  };

  expect(root('-algorithm EC -pkeyopt ec_paramgen_curve:secp256k1')).toEqual([
    'its key is on the curve secp256k1, not on prime256v1, secp384r1, secp521r1',
  ]);
  expect(root('-algorithm ED25519')).toEqual(['its key is ed25519, neither RSA nor of an elliptic curve']);
});

test.each([
  ['a key of 1024 bits', () => certify({ owner: 'organisation', key: rsaKey(1024) }), ['its RSA key has 1024 bits, not 2048, 3072, 4096']],
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
