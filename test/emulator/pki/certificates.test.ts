import { createPublicKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Seeded } from '../../../emulator/kernel/seeded.ts';
import { issueCertificate } from '../../../emulator/pki/certificate.ts';
import { createCsr, readCsr } from '../../../emulator/pki/csr.ts';
import type { DistinguishedName } from '../../../emulator/pki/distinguished-name.ts';
import { seededRsaKey } from '../../../emulator/pki/rsa-key.ts';
import { folderWith, openssl, runOpenssl } from '../../foreign-tools/openssl.ts';
import { needs } from '../../foreign-tools/tool.ts';

const random = new Seeded(7);
const rootKey = seededRsaKey(random, 2048, 'root');
const leafKey = seededRsaKey(random, 2048, 'leaf');
const rootName: DistinguishedName = [{ O: ['Example'] }, { CN: ['Root, of tests'] }];
const awkward = [{ C: ['US'], O: ['Cavium'], OU: ['N3FIPS'], CN: ['HSM:1:PARTN:2, for FIPS mode'] }];
const validity = { notBefore: new Date('2026-01-05T09:00:00Z'), notAfter: new Date('2036-01-05T09:00:00Z') };

const root = () =>
  issueCertificate({
    ...{ subject: rootName, issuer: rootName, publicKey: createPublicKey(rootKey), signingKey: rootKey },
    ...{ serialHex: '01', ca: true, ...validity },
  });

it.each(['The "old" root', '#41', 'back\\slash, \\0a', 'half \ud800'])('a name has the text %j as it stands', async (CN) => {
  const certificate = await issueCertificate({
    ...{ subject: [{ CN: [CN] }], issuer: rootName, publicKey: createPublicKey(leafKey), signingKey: rootKey },
    ...{ serialHex: '02', ca: false, ...validity },
  });
  const { CN: shown } = new X509Certificate(certificate).toLegacyObject().subject as unknown as { CN: string };
  expect(shown).toBe(CN.toWellFormed());
});

describe('issued certificates', () => {
  it('are accepted by openssl with their chain', async (context) => {
    needs(context, openssl);
    const csr = await readCsr(await createCsr({ subject: awkward, key: leafKey }));
    const leaf = await issueCertificate({
      ...{ subject: csr.subject, issuer: rootName, publicKey: csr.publicKey, signingKey: rootKey, hash: 'SHA-512' },
      ...{ serialHex: 'f00d', ca: false, ...validity },
    });
    const folder = folderWith({ 'root.pem': await root(), 'leaf.pem': leaf });
    expect(runOpenssl(folder, 'verify -x509_strict -CAfile root.pem leaf.pem')).toBe('leaf.pem: OK\n');
    expect(runOpenssl(folder, 'x509 -in leaf.pem -noout -text')).toContain('sha512WithRSAEncryption');
  });

  it('carry serial, validity and a CA’s constraints as asked', async () => {
    const certificate = new X509Certificate(await root());
    expect(certificate.serialNumber).toBe('01');
    expect(certificate.validFromDate).toEqual(validity.notBefore);
    expect(certificate.validToDate).toEqual(validity.notAfter);
    expect(certificate.ca).toBe(true);
    expect(certificate.verify(createPublicKey(rootKey))).toBe(true);
  });

  it('are the same for the same request', async () => {
    expect(await root()).toBe(await root());
  });
});

describe('certificate signing requests', () => {
  it('keep a multi-valued RDN and a comma inside a value', async (context) => {
    needs(context, openssl);
    const csr = await createCsr({ subject: awkward, key: leafKey });
    const shown = runOpenssl(folderWith({ 'csr.pem': csr }), 'req -in csr.pem -noout -verify -subject -nameopt RFC2253');
    expect(shown).toContain('+');
    expect(shown).toContain('CN=HSM:1:PARTN:2\\, for FIPS mode');
  });

  it('order the attributes of an RDN as DER does, so that openssl copies the name unchanged', async (context) => {
    needs(context, openssl);
    const unordered = [{ CN: ['A rather long common name'], L: ['San Jose'], O: ['Cavium'], C: ['US'] }];
    const csr = await createCsr({ subject: unordered, key: leafKey });
    const files = { 'csr.pem': csr, 'root.pem': await root(), 'root.key': String(rootKey.export({ type: 'pkcs8', format: 'pem' })) };
    const folder = folderWith(files);
    runOpenssl(folder, 'x509 -req -in csr.pem -CA root.pem -CAkey root.key -set_serial 2 -outform DER -out signed.der');
    const [own, copied] = [Buffer.from((await readCsr(csr)).subject), readFileSync(join(folder, 'signed.der'))];
    expect(copied.includes(own)).toBe(true);
  });

  it('give subject and key back, and tell a forged one', async () => {
    const csr = await createCsr({ subject: awkward, key: leafKey });
    const content = await readCsr(csr);
    expect(content.publicKey.equals(createPublicKey(leafKey))).toBe(true);
    expect(content.selfSigned).toBe(true);
    const der = Buffer.from(csr.replace(/-----[^-]+-----/g, ''), 'base64');
    der[der.length - 1]! ^= 1;
    expect((await readCsr(new Uint8Array(der))).selfSigned).toBe(false);
  });
});
