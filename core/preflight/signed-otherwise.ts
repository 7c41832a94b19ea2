import { X509Certificate } from 'node:crypto';
import { readableRoot } from '../certificate-authority/readable-root.ts';
import type { Cluster } from '../cloudhsm/cluster.ts';
import type { Environment } from '../environment/environment.ts';
import type { Problem } from '../environment/problem.ts';
import { ownRootName } from '../pki/own-root.ts';

const day = 86_400_000;

/** Where a file that was changed since asks for another certificate than its cluster has, which keeps it for life. A root that nobody can read tells nothing. */
export async function signedOtherwise({ clusterId, certificates }: Cluster, { certificateAuthority }: Environment): Promise<Problem[]> {
  const { type, arn = '', validityDays } = certificateAuthority;
  const certificate = new X509Certificate(certificates.cluster!);
  const root = type === 'acm-pca' ? await readableRoot(arn) : undefined;
  const byAnother = root ? !certificate.verify(root.publicKey) : type === 'self-signed' && certificate.issuer !== `CN=${ownRootName}`;
  if (byAnother) {
    const issuer = certificate.issuer.replaceAll('\n', ', ');
    return [
      {
        path: 'certificateAuthority',
        problem: `${clusterId} has its certificate for life, and ${issuer} has signed it: who is named here signs nothing`,
        remedy: 'write who has signed it; a cluster by another root is an environment of its own, under another name',
      },
    ];
  }
  const days = (certificate.validToDate.getTime() - certificate.validFromDate.getTime()) / day;
  // it begins up to a day before it was asked for
  if (!root || validityDays === undefined || (days >= validityDays && days <= validityDays + 1)) return [];
  const problem = `${clusterId} has its certificate for life, until ${certificate.validToDate.toISOString()}: no other number of days changes that`;
  return [{ path: 'certificateAuthority.validityDays', problem, remedy: 'leave it out, or write the number of before' }];
}
