import { createPublicKey, type KeyObject } from 'node:crypto';
import { type DistinguishedName, toName } from './distinguished-name.ts';
import { type Hash, signingAlgorithm, webKey } from './signing.ts';
import { type Extension, Pkcs10CertificateRequest, Pkcs10CertificateRequestGenerator } from './x509.ts';

/** Makes a PKCS #10 request, signed by the key that it asks a certificate for. PEM. */
export async function createCsr({ subject, key, hash }: { subject: DistinguishedName; key: KeyObject; hash?: Hash }): Promise<string> {
  const signing = signingAlgorithm(key, hash);
  const csr = await Pkcs10CertificateRequestGenerator.create({
    name: toName(subject),
    keys: { privateKey: await webKey(key, signing), publicKey: await webKey(createPublicKey(key), signing) },
    signingAlgorithm: signing,
  });
  return `${csr.toString('pem')}\n`;
}

export interface CsrContent {
  /** The subject's DER: to issue a certificate with exactly this name. */
  subject: Uint8Array<ArrayBuffer>;
  publicKey: KeyObject;
  /** Those that it asks for. */
  extensions: Extension[];
  /** Whether it is signed by the key that it carries. */
  selfSigned: boolean;
}

/** @throws Error where the text is not a PKCS #10 request in PEM or DER */
export async function readCsr(text: string | Uint8Array<ArrayBuffer>): Promise<CsrContent> {
  const csr = new Pkcs10CertificateRequest(text);
  return {
    subject: new Uint8Array(csr.subjectName.toArrayBuffer()),
    publicKey: createPublicKey({ key: Buffer.from(csr.publicKey.rawData), format: 'der', type: 'spki' }),
    extensions: csr.extensions,
    selfSigned: await csr.verify(),
  };
}
