import { X509Certificate } from 'node:crypto';
import { readableRoot } from '../certificate-authority/readable-root.ts';
import type { Environment } from '../environment/environment.ts';
import { sha256 } from '../pki/fingerprint.ts';
import { trustAnchorProblems } from '../pki/trust-anchor.ts';
import { readSigned } from '../record/signed-item.ts';
import type { Facts } from './facts.ts';
import type { Findings } from './findings.ts';
import { checkKeptSecret } from './kept-secret.ts';

/** A trust anchor that is kept already stays: it has to be the root that signed the cluster's certificate, or is going to sign it. */
export function checkTrustAnchor({ name, cluster, certificateAuthority }: Environment, { own }: Facts): Promise<Findings> {
  const signed = own?.certificates.cluster;
  return checkKeptSecret(name, {
    name: 'trust-anchor',
    path: 'certificateAuthority',
    faultOf: async (text) => {
      const [problem] = trustAnchorProblems(text);
      if (problem) return `cannot be a trust anchor: ${problem}`;
      const kept = new X509Certificate(text);
      if (signed) {
        const by = [kept, ...(await ownRoot(name, certificateAuthority))].some(({ publicKey }) =>
          new X509Certificate(signed).verify(publicKey),
        );
        return by ? undefined : "is not the root that signed the cluster's certificate";
      }
      // of a cluster that is made from a backup, whose certificate comes with it
      if (cluster) return undefined;
      const root = certificateAuthority.arn ? await readableRoot(certificateAuthority.arn) : undefined;
      return !root || sha256(root) === sha256(kept) ? undefined : 'is the root of another CA, kept for a cluster of before';
    },
    file: 'root.pem',
    right: signed ? "the root that signed the cluster's certificate, as PEM text," : 'the root of the CA, as PEM text,',
    unneeded: 'neither a cluster nor a backup was made with it',
  });
}

/** The root that was made for the cluster: the run keeps it in the place of one of a cluster of before. */
async function ownRoot(name: string, { type }: Environment['certificateAuthority']): Promise<X509Certificate[]> {
  const signed = type === 'self-signed' ? await readSigned(name) : undefined;
  return signed ? [new X509Certificate(signed.trustAnchor)] : [];
}
