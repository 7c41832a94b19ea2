import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { partsOf } from './der.ts';

/** SHA-256 of a CSR's DER, hex: the same CSR has the same hash however its PEM is wrapped. */
export function csrHash(csr: string): string {
  return createHash('sha256').update(toDer(csr)).digest('hex');
}

/** Whether a cluster still shows the CSR that is known by this hash; it shows none while its first HSM is missing. */
export function isCsrOf(sha256: string | undefined, csr: string | undefined): csr is string {
  return csr !== undefined && csrHash(csr) === sha256;
}

/** @throws Error where the text is not a CSR */
export function csrPublicKey(csr: string): KeyObject {
  return createPublicKey({ key: requestOf(csr).publicKey, format: 'der', type: 'spki' });
}

/**
 * Whom a CSR asks a certificate for, as it stands there, in DER.
 *
 * @throws Error where the text is not a CSR
 */
export function requestOf(csr: string): { subject: Buffer; publicKey: Buffer } {
  // CertificationRequest: info, algorithm, signature; its info: version, subject, subjectPKInfo, attributes (RFC 2986)
  const [info, , signature] = partsOf(toDer(csr));
  const [, subject, publicKey] = partsOf(info!);
  if (!signature || !subject || !publicKey) throw new Error('these bytes are no certificate signing request');
  return { subject, publicKey };
}

function toDer(pem: string): Buffer {
  return Buffer.from(pem.replace(/-----(BEGIN|END) [A-Z ]+-----/g, ''), 'base64');
}
