import { X509Certificate } from 'node:crypto';
import { BasicConstraintsExtension, X509Certificate as ParsedCertificate } from '../../pki/x509.ts';
import { invalidRequest } from './refusals.ts';

const pemCertificate = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

const rsaSizes = [2048, 3072, 4096];
const curves = ['prime256v1', 'secp384r1', 'secp521r1'];
/** Of a chain, with its root. */
const mostCertificates = 4;
/** Bytes of a trust anchor's text. */
const longest = 16 * 1024;

/**
 * The checks of InitializeCluster: the certificate is for the CSR's key, and the trust anchor, a self-signed root or a chain up to one,
 * signed it ("Initialize the cluster" in the user guide, for keys, order and size). Validity is not checked: the emulator's time is not
 * the machine's on which people sign.
 *
 * @throws AwsError CloudHsmInvalidRequestException
 */
export function checkOwnership(signedCert: string, trustAnchor: string, hsmCertificate: string): void {
  const certificate = parse(signedCert, 'SignedCert')[0]!;
  const anchors = parse(trustAnchor, 'TrustAnchor');
  if (!sameKey(certificate, new X509Certificate(hsmCertificate)))
    throw invalidRequest("The SignedCert's public key is not that of the cluster's CSR");
  checkChain(certificate, anchors);
  if (Buffer.byteLength(trustAnchor) > longest) throw invalidRequest(`The TrustAnchor has more than ${longest} bytes`);
  for (const anchor of anchors) checkKey(anchor);
  checkRoot(anchors.at(-1)!);
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

/** Who signed comes first, whoever issued a CA after it, and a root last, which alone issued itself. */
function checkChain(certificate: X509Certificate, anchors: X509Certificate[]): void {
  if (!issued(anchors[0]!, certificate)) {
    const elsewhere = anchors.some((anchor) => issued(anchor, certificate));
    throw invalidRequest(
      elsewhere
        ? 'The TrustAnchor does not begin with the CA that signed the SignedCert'
        : 'The SignedCert was not signed by the TrustAnchor',
    );
  }
  if (anchors.length > mostCertificates) throw invalidRequest(`The TrustAnchor is a chain of more than ${mostCertificates} certificates`);
  for (const [index, anchor] of anchors.entries()) {
    const next = anchors[index + 1];
    if (!next && !issued(anchor, anchor)) throw invalidRequest('The TrustAnchor is not a self-signed certificate, nor a chain up to one');
    if (next && (issued(anchor, anchor) || !issued(next, anchor)))
      throw invalidRequest(`The TrustAnchor is not a chain in its order: its certificate ${index + 2} did not issue the one before`);
  }
}

function checkKey({ publicKey }: X509Certificate): void {
  const { modulusLength, namedCurve } = publicKey.asymmetricKeyDetails ?? {};
  const rsa = publicKey.asymmetricKeyType === 'rsa' || publicKey.asymmetricKeyType === 'rsa-pss';
  if (rsa ? rsaSizes.includes(modulusLength ?? 0) : curves.includes(namedCurve ?? '')) return;
  throw invalidRequest(`The TrustAnchor has neither an RSA key of ${rsaSizes.join(', ')} bits nor one on ${curves.join(', ')}`);
}

function checkRoot(root: X509Certificate): void {
  const parsed = new ParsedCertificate(new Uint8Array(root.raw));
  if (parsed.extensions.length === 0) return;
  const constraints = parsed.getExtension(BasicConstraintsExtension);
  if (!constraints) throw invalidRequest('The TrustAnchor has X509v3 extensions without Basic Constraints');
  if (!constraints.ca) throw invalidRequest('The Basic Constraints of the TrustAnchor do not allow it to be a CA');
}
