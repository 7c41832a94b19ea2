import 'reflect-metadata'; // @peculiar/x509 wants it before itself
import { webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Pkcs10CertificateRequest,
  X509CertificateGenerator,
} from '@peculiar/x509';

const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 2048 };
const day = 86_400_000;

/**
 * Makes a root, signs a CSR with it, and forgets the root's key.
 *
 * @param validityDays of the certificate; the root is valid a day longer
 * @returns both, PEM
 */
export async function signWithOwnRoot(csr: string, now: Date, validityDays: number): Promise<{ certificate: string; root: string }> {
  const keys = await webcrypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const notBefore = new Date(now.getTime() - day);
  const root = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=cloudhsm-lifecycle testing root',
    keys,
    signingAlgorithm: algorithm,
    notBefore,
    notAfter: new Date(now.getTime() + (validityDays + 1) * day),
    extensions: [new BasicConstraintsExtension(true, 0, true), new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true)],
  });
  const request = new Pkcs10CertificateRequest(csr);
  const certificate = await X509CertificateGenerator.create({
    subject: request.subjectName,
    issuer: root.subjectName,
    publicKey: request.publicKey,
    signingKey: keys.privateKey,
    signingAlgorithm: algorithm,
    notBefore,
    notAfter: new Date(now.getTime() + validityDays * day),
    extensions: [new BasicConstraintsExtension(false, undefined, true)],
  });
  return { certificate: `${certificate.toString('pem')}\n`, root: `${root.toString('pem')}\n` };
}
