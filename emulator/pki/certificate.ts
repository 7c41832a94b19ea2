import { createPublicKey, type KeyObject } from 'node:crypto';
import { type DistinguishedName, toName } from './distinguished-name.ts';
import { type Hash, signingAlgorithm, webKey } from './signing.ts';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from './x509.ts';

export type KeyUsage = Exclude<keyof typeof KeyUsageFlags, number>;

interface CertificateRequest {
  subject: DistinguishedName;
  issuer: DistinguishedName;
  publicKey: KeyObject;
  /** The issuer's private key; its algorithm is the signature's. */
  signingKey: KeyObject;
  serialHex: string;
  notBefore: Date;
  notAfter: Date;
  /** Whether Basic Constraints say that this is a CA. */
  ca: boolean;
  pathLength?: number;
  /** Whether whoever does not know Basic Constraints has to refuse the certificate; true by default. */
  criticalConstraints?: boolean;
  /** By default those of a CA, or of a server's certificate; an empty list leaves Key Usage out. */
  keyUsages?: KeyUsage[];
  /** Object identifiers; none by default. */
  extendedKeyUsages?: string[];
  criticalExtendedKeyUsages?: boolean;
  /** Whether it names the key that signed it; true by default. */
  authorityKeyIdentifier?: boolean;
  /** Others that it has as they are. */
  extensions?: Extension[];
  hash?: Hash;
}

/**
 * Issues an X.509 version 3 certificate: Basic Constraints, Key Usage, Extended Key Usage, Subject and Authority Key Identifier, and others.
 *
 * @returns PEM. The same request gives the same text where the signing key is RSA.
 */
export async function issueCertificate(request: CertificateRequest): Promise<string> {
  const signing = signingAlgorithm(request.signingKey, request.hash);
  const publicKey = await webKey(request.publicKey, signingAlgorithm(request.publicKey));
  const issuerKey = createPublicKey(request.signingKey);
  const usages = request.keyUsages ?? (request.ca ? ['keyCertSign', 'cRLSign'] : ['digitalSignature', 'keyEncipherment']);
  const extensions: Extension[] = [
    new BasicConstraintsExtension(request.ca, request.pathLength, request.criticalConstraints ?? true),
    ...(usages.length > 0
      ? [
          new KeyUsagesExtension(
            usages.reduce((flags, usage) => flags | KeyUsageFlags[usage], 0),
            true,
          ),
        ]
      : []),
    ...(request.extendedKeyUsages ? [new ExtendedKeyUsageExtension(request.extendedKeyUsages, request.criticalExtendedKeyUsages)] : []),
    ...(request.extensions ?? []),
    await SubjectKeyIdentifierExtension.create(publicKey),
    ...(request.authorityKeyIdentifier === false
      ? []
      : [await AuthorityKeyIdentifierExtension.create(await webKey(issuerKey, signingAlgorithm(issuerKey)))]),
  ];
  const certificate = await X509CertificateGenerator.create({
    subject: toName(request.subject),
    issuer: toName(request.issuer),
    publicKey,
    signingKey: await webKey(request.signingKey, signing),
    signingAlgorithm: signing,
    serialNumber: request.serialHex,
    notBefore: request.notBefore,
    notAfter: request.notAfter,
    extensions,
  });
  return `${certificate.toString('pem')}\n`;
}
