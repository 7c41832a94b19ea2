import { X509Certificate } from 'node:crypto';
import { BasicConstraintsExtension, X509Certificate as ParsedCertificate } from '../../pki/x509.ts';
import { invalidRequest } from './refusals.ts';

const pemCertificate = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/**
 * The checks of InitializeCluster: the certificate is for the CSR's key, and the trust anchor, a self-signed RSA root or a chain
 * up to one, signed it. Validity is not checked: the emulator's time is not the machine's on which people sign.
 *
 * @throws AwsError CloudHsmInvalidRequestException
 */
export function checkOwnership(signedCert: string, trustAnchor: string, hsmCertificate: string): void {
  const certificate = parse(signedCert, 'SignedCert')[0]!;
  const anchors = parse(trustAnchor, 'TrustAnchor');
  if (!sameKey(certificate, new X509Certificate(hsmCertificate)))
    throw invalidRequest("The SignedCert's public key is not that of the cluster's CSR");
  checkRoot(rootOf(certificate, anchors));
}

function parse(text: string, member: string): X509Certificate[] {
  try {
    const found = (text.match(pemCertificate) ?? []).map((pem) => new X509Certificate(pem));
    if (found.length > 0) return found;
  } catch {
    // what looks like a certificate is none: the same refusal
  }
  throw invalidRequest(`The ${member} is not a PEM-encoded X.509 certificate`);
}

function sameKey(one: X509Certificate, other: X509Certificate): boolean {
  return one.publicKey.equals(other.publicKey);
}

function issued(issuer: X509Certificate, subject: X509Certificate): boolean {
  return subject.checkIssued(issuer) && subject.verify(issuer.publicKey);
}

function rootOf(certificate: X509Certificate, anchors: X509Certificate[]): X509Certificate {
  let signer = anchors.find((anchor) => issued(anchor, certificate));
  if (!signer) throw invalidRequest('The SignedCert was not signed by the TrustAnchor');
  // as many steps as there are certificates: two that sign each other end here too
  for (const _ of anchors) {
    if (issued(signer, signer)) return signer;
    const current: X509Certificate = signer;
    signer = anchors.find((anchor) => issued(anchor, current)) ?? current;
  }
  throw invalidRequest('The TrustAnchor is not a self-signed certificate');
}

function checkRoot(root: X509Certificate): void {
  const bits = root.publicKey.asymmetricKeyDetails?.modulusLength;
  if (root.publicKey.asymmetricKeyType !== 'rsa' || (bits !== 2048 && bits !== 4096))
    throw invalidRequest('The TrustAnchor does not have an RSA key of 2048 or 4096 bits');
  const parsed = new ParsedCertificate(new Uint8Array(root.raw));
  if (parsed.extensions.length === 0) return;
  const constraints = parsed.getExtension(BasicConstraintsExtension);
  if (!constraints) throw invalidRequest('The TrustAnchor has X509v3 extensions without Basic Constraints');
  if (!constraints.ca) throw invalidRequest('The Basic Constraints of the TrustAnchor do not allow it to be a CA');
}
