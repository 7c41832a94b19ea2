import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { csrHash, csrPublicKey } from '../../../../core/pki/csr.ts';
import { csrOf } from '../../certificates.ts';
import { certificateRequest } from './openssl.ts';

let request: ReturnType<typeof certificateRequest>;

beforeAll(() => {
  request = certificateRequest();
});

test('the hash of a CSR is that of its DER', () => {
  expect(csrHash(request.pem)).toBe(createHash('sha256').update(request.der).digest('hex'));
});

test('the same CSR has the same hash, however its PEM is wrapped', () => {
  const body = request.der.toString('base64');
  const inOneLine = `-----BEGIN NEW CERTIFICATE REQUEST-----\r\n${body}\r\n-----END NEW CERTIFICATE REQUEST-----`;

  expect(csrHash(inOneLine)).toBe(csrHash(request.pem));
});

test('another CSR of the same key has another hash', async () => {
  expect(csrHash(await csrOf('HSM'))).not.toBe(csrHash(request.pem));
});

test("reads the public key that openssl reads, and that of an HSM's CSR", async () => {
  expect(csrPublicKey(request.pem).export({ format: 'pem', type: 'spki' })).toBe(request.publicKey);
  expect(csrPublicKey(await csrOf('HSM')).asymmetricKeyDetails?.modulusLength).toBe(2048);
});

test.each([[''], ['none'], ['-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----']])(
  'throws where %j is no CSR',
  (text) => {
    expect(() => csrPublicKey(text)).toThrow();
  },
);
