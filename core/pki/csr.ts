import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { CertificationRequest } from '@peculiar/asn1-csr';
import { AsnConvert } from '@peculiar/asn1-schema';

/** SHA-256 of a CSR's DER, hex: the same CSR has the same hash however its PEM is wrapped. */
export function csrHash(csr: string): string {
  return createHash('sha256').update(toDer(csr)).digest('hex');
}

/** @throws Error where the text is not a CSR */
export function csrPublicKey(csr: string): KeyObject {
  const { certificationRequestInfo } = AsnConvert.parse(toDer(csr), CertificationRequest);
  return createPublicKey({ key: Buffer.from(AsnConvert.serialize(certificationRequestInfo.subjectPKInfo)), format: 'der', type: 'spki' });
}

function toDer(pem: string): Buffer {
  return Buffer.from(pem.replace(/-----(BEGIN|END) [A-Z ]+-----/g, ''), 'base64');
}
