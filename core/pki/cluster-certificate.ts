import { X509Certificate } from 'node:crypto';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import { csrPublicKey } from './csr.ts';

/** A signed certificate with what it is held against. `now` is ISO 8601; certificates and CSR are PEM. */
export interface CertificateEvidence {
  clusterId: string;
  certificate: string;
  trustAnchor: string;
  csr: string;
  now: string;
}

/**
 * The certificate belongs to the CSR, is signed by the trust anchor and is valid now.
 *
 * @throws LifecycleError CertificateRefused, TrustAnchorRefused
 */
export function checkClusterCertificate({ clusterId, certificate, trustAnchor, csr, now }: CertificateEvidence): void {
  const refuse = (problem: string) =>
    new LifecycleError('CertificateRefused', {
      doing: 'checking the signed certificate',
      to: clusterId,
      problem,
      remedy:
        "look at the CA's configuration; nothing was initialized, so start the workflow again when it is mended, after five minutes at the earliest: until then the CA gives the same certificate again",
    });
  const signed = parse(certificate, () => refuse('it is not a certificate in PEM form'));
  const anchor = parse(trustAnchor, () => refuse('the trust anchor is not a certificate in PEM form'));
  if (!signed.publicKey.equals(csrPublicKey(csr))) throw refuse("its public key is not the CSR's");
  if (!signed.verify(anchor.publicKey)) throw refuse(`it is not signed by the trust anchor ${anchor.subject.replaceAll('\n', ', ')}`);
  const [from, to, at] = [Date.parse(signed.validFrom), Date.parse(signed.validTo), Date.parse(now)];
  if (at < from || at > to) throw refuse(`it is valid from ${signed.validFrom} to ${signed.validTo} only, and now is ${now}`);
}

function parse(pem: string, refuse: () => LifecycleError): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw refuse();
  }
}
