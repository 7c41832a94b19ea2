import { createHash, X509Certificate } from 'node:crypto';

/** SHA-256 of a certificate's DER, hex. */
export function sha256(certificate: X509Certificate): string {
  return createHash('sha256').update(certificate.raw).digest('hex');
}

/** The same of a PEM text. */
export function sha256Of(pem: string): string {
  return sha256(new X509Certificate(pem));
}
