import { InitializeClusterCommand } from '@aws-sdk/client-cloudhsm-v2';
import * as z from 'zod/mini';
import { cloudhsm } from '../core/aws/cloudhsm.ts';
import { certificateAuthorityOf } from '../core/certificate-authority/named-authority.ts';
import { getCluster } from '../core/cloudhsm/cluster.ts';
import { isClaimed, requireLife } from '../core/cloudhsm/life.ts';
import { whenSettled } from '../core/cloudhsm/when-settled.ts';
import { lateAnswer } from '../core/errors/late.ts';
import { readCsr } from '../core/pki/read-csr.ts';
import { environmentOnRecord } from '../core/record/file.ts';
import { holdLease, Lease } from '../core/record/lease.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  environment: z.string(),
  lease: Lease,
  clusterId: z.string(),
  csrSha256: z.string(),
  certificate: z.string(),
});
const Output = z.object({});

/** Claims the cluster with the signed certificate. The CSR is compared once more right before: after this nothing can be changed. */
export const handler = step(Input, Output, async ({ environment, lease, clusterId, csrSha256, certificate }) => {
  const cluster = await getCluster(clusterId);
  if (isClaimed(cluster) || cluster.state === 'INITIALIZE_IN_PROGRESS') return {};
  requireLife(cluster);
  const authority = certificateAuthorityOf(await environmentOnRecord(environment));
  const [SignedCert, TrustAnchor] = await Promise.all([authority.fetch(certificate), authority.trustAnchor()]);
  if (!SignedCert) throw certificateLate(certificate);
  await holdLease(lease);
  await readCsr(clusterId, csrSha256);
  try {
    const claim = new InitializeClusterCommand({ ClusterId: clusterId, SignedCert, TrustAnchor });
    await whenSettled(cluster, 'initializing the cluster', () => cloudhsm().send(claim));
  } catch (error) {
    // replaced between the two requests, or claimed by a try whose answer was lost?
    if ((error as Error).name !== 'CloudHsmInvalidRequestException') throw error;
    const now = await getCluster(clusterId);
    if (isClaimed(now) || now.state === 'INITIALIZE_IN_PROGRESS') return {};
    await readCsr(clusterId, csrSha256);
    throw error;
  }
  return {};
});

function certificateLate(certificate: string) {
  return lateAnswer({
    doing: 'reading the certificate',
    to: certificate,
    problem: 'the CA does not show it, though it has shown it before',
  });
}
