import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto';
import { issueCertificate } from '../../emulator/pki/certificate.ts';
import { createCsr } from '../../emulator/pki/csr.ts';
import type { DistinguishedName } from '../../emulator/pki/distinguished-name.ts';

const keys = new Map<string, KeyObject>();

/** An RSA key that is the same wherever a test names it. */
export function keyOf(owner: string): KeyObject {
  if (!keys.has(owner)) keys.set(owner, rsaKey(2048));
  return keys.get(owner)!;
}

export function rsaKey(modulusLength: number): KeyObject {
  return generateKeyPairSync('rsa', { modulusLength }).privateKey;
}

export function ellipticKey(namedCurve = 'prime256v1'): KeyObject {
  return generateKeyPairSync('ec', { namedCurve }).privateKey;
}

export interface Certified {
  /** Whose key it is; also the common name. */
  owner: string;
  /** The owner's key where it is of another kind. */
  key?: KeyObject;
  /** Who signs; the owner, where nobody else is named. */
  by?: string;
  ca?: boolean;
  from?: string;
  to?: string;
}

/** A certificate, PEM, of one owner's key and signed with another's. */
export function certify(wanted: Certified) {
  const { owner, key = keyOf(owner), by = owner, ca = true, from = '2026-01-01T00:00:00Z', to = '2046-01-01T00:00:00Z' } = wanted;
  return issueCertificate({
    subject: nameOf(owner),
    issuer: nameOf(by),
    publicKey: key.type === 'public' ? key : createPublicKey(key),
    signingKey: by === owner ? key : keyOf(by),
    serialHex: '1234',
    notBefore: new Date(from),
    notAfter: new Date(to),
    ca,
  });
}

/** A CSR of an owner's key, with a subject as HSMs have it: one RDN of many values, and a comma in the common name. */
export function csrOf(owner: string): Promise<string> {
  const subject: DistinguishedName = [
    { C: ['US'], ST: ['CA'], O: ['Cavium'], OU: ['N3FIPS'], L: ['SanJose'], CN: ['HSM:3.0G1234-ICM000123:PARTN:4, for FIPS mode'] },
  ];
  return createCsr({ subject, key: keyOf(owner) });
}

/** Genuine hardware: what CloudHSM shows of an HSM, and the two roots that an operator has downloaded. */
export async function hardware() {
  const [csr, hsm, awsHardware, manufacturerHardware, awsRoot, manufacturerRoot] = await Promise.all([
    csrOf('HSM'),
    // CloudHSM shows one HSM certificate, and both hardware keys have signed for it
    certify({ owner: 'HSM', by: 'hardware', ca: false }),
    certify({ owner: 'hardware', by: 'AWS root' }),
    certify({ owner: 'hardware', by: 'manufacturer root' }),
    certify({ owner: 'AWS root' }),
    certify({ owner: 'manufacturer root' }),
  ]);
  return { csr, hsm, awsHardware, manufacturerHardware, awsRoot, manufacturerRoot };
}

/** SHA-256 of a certificate's or a CSR's DER, hex. */
export function fingerprint(pem: string): string {
  const der = pem.includes('REQUEST') ? Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64') : new X509Certificate(pem).raw;
  return createHash('sha256').update(der).digest('hex');
}

function nameOf(owner: string): DistinguishedName {
  return [{ O: ['Example Corp'] }, { CN: [owner] }];
}
