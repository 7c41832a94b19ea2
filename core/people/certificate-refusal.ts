import { LifecycleError } from '../errors/lifecycle-error.ts';
import { checkClusterCertificate } from '../pki/cluster-certificate.ts';
import { sha256Of } from '../pki/fingerprint.ts';
import { trustAnchorProblems } from '../pki/trust-anchor.ts';

/** What people bring, with what it is held against. PEM texts; `now` is ISO 8601. */
interface BroughtCertificate {
  clusterId: string;
  csr: string;
  certificate: string;
  trustAnchor: string;
  /** SHA-256 of the trust anchor that is kept of an earlier cluster, hex. */
  kept: string | undefined;
  now: string;
}

/** Why a certificate that people have signed cannot claim the cluster; undefined where it can. */
export function certificateRefusal({ kept, ...brought }: BroughtCertificate): string | undefined {
  const [problem] = trustAnchorProblems(brought.trustAnchor);
  if (problem) return `the root cannot be a trust anchor: ${problem}`;
  // clients and restored clusters trust the one that is kept
  if (kept !== undefined && sha256Of(brought.trustAnchor) !== kept)
    return `the root is another than the trust anchor that is kept, whose SHA-256 is ${kept}`;
  try {
    checkClusterCertificate(brought);
    return undefined;
  } catch (error) {
    if (error instanceof LifecycleError && error.name === 'CertificateRefused')
      return `the certificate does not pass: ${error.details.problem}`;
    throw error;
  }
}
