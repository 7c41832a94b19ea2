import { X509Certificate } from 'node:crypto';
import { csrPublicKey } from '../../core/pki/csr.ts';

/** What people bring in a file, or in two. PEM. */
interface Brought {
  certificate: string;
  /** Undefined where no file holds one. */
  trustAnchor: string | undefined;
}

/**
 * Which of the certificates is the cluster's, and which the root that signed it: CAs write them into a file in any order.
 *
 * @param certificates of the file of the certificate, at least one
 * @param roots of the file of the root, where it has one of its own
 */
export function broughtFor(csr: string, certificates: string[], roots: string[] = []): Brought {
  const wanted = csrPublicKey(csr);
  const certificate = certificates.find((pem) => new X509Certificate(pem).publicKey.equals(wanted)) ?? certificates[0]!;
  const trustAnchor = roots.find(isSelfSigned) ?? roots[0] ?? certificates.find((pem) => pem !== certificate && isSelfSigned(pem));
  return { certificate, trustAnchor };
}

function isSelfSigned(pem: string): boolean {
  const certificate = new X509Certificate(pem);
  return certificate.verify(certificate.publicKey);
}
