import { createHash, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { csrHash, csrPublicKey, isCsrOf } from '../../../../core/pki/csr.ts';
import { folderWith, openssl, runOpenssl } from '../../../foreign-tools/openssl.ts';
import { needs } from '../../../foreign-tools/tool.ts';
import { csrOf, keyOf } from '../../certificates.ts';

test('the same CSR has the same hash, however its PEM is wrapped', async () => {
  const csr = await csrOf('HSM');
  const body = csr.replaceAll(/-----[^-]+-----|\n/g, '');
  const inOneLine = `-----BEGIN NEW CERTIFICATE REQUEST-----\r\n${body}\r\n-----END NEW CERTIFICATE REQUEST-----`;

  expect(csrHash(inOneLine)).toBe(csrHash(csr));
});

test('another CSR has another hash', async () => {
  expect(csrHash(await csrOf('HSM'))).not.toBe(csrHash(await csrOf('another HSM')));
});

test("reads the public key of an HSM's CSR", async () => {
  expect(csrPublicKey(await csrOf('HSM')).equals(createPublicKey(keyOf('HSM')))).toBe(true);
});

test('reads what openssl writes: the hash is that of the DER, the key the one that openssl reads', (context) => {
  needs(context, openssl);
  const folder = folderWith();
  const subject = '/C=US/O=Cavium/CN=HSM:1:PARTN:2, for FIPS mode';
  runOpenssl(folder, 'req -newkey rsa:2048 -nodes -keyout key.pem -out csr.pem -subj', subject);
  runOpenssl(folder, 'req -in csr.pem -outform DER -out csr.der');
  const pem = readFileSync(join(folder, 'csr.pem'), 'utf8');

  expect(csrHash(pem)).toBe(
    createHash('sha256')
      .update(readFileSync(join(folder, 'csr.der')))
      .digest('hex'),
  );
  expect(csrPublicKey(pem).export({ format: 'pem', type: 'spki' })).toBe(runOpenssl(folder, 'req -in csr.pem -noout -pubkey'));
});

test.each([[''], ['none'], ['-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----']])(
  'throws where %j is no CSR',
  (text) => {
    expect(() => csrPublicKey(text)).toThrow();
  },
);

test('a cluster shows the CSR that is known by its hash, or another, or none', async () => {
  const csr = await csrOf('HSM');
  const sha256 = csrHash(csr);

  expect([isCsrOf(sha256, csr), isCsrOf(sha256, await csrOf('another HSM')), isCsrOf(sha256, undefined), isCsrOf(undefined, csr)]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
