import { CloudHsmInvalidRequestException, InitializeClusterCommand } from '@aws-sdk/client-cloudhsm-v2';
import * as z from 'zod';
import { cloudhsm } from '../core/aws/cloudhsm.ts';
import { certificateAuthorityOf } from '../core/certificate-authority/named-authority.ts';
import { getCluster } from '../core/cloudhsm/cluster.ts';
import { Environment } from '../core/environment/environment.ts';
import { holdLease, Lease } from '../core/lease/lease.ts';
import { readCsr } from '../core/pki/read-csr.ts';
import { step } from '../core/step.ts';

const Input = z.object({ environment: Environment, lease: Lease, clusterId: z.string(), csrSha256: z.string(), certificate: z.string() });
const Output = z.object({ state: z.string() });

/** Claims the cluster with the signed certificate. The CSR is compared once more right before: after this nothing can be changed. */
export const handler = step(Input, Output, async ({ environment, lease, clusterId, csrSha256, certificate }) => {
  const { state } = await getCluster(clusterId);
  if (state !== 'UNINITIALIZED') return { state };
  const authority = certificateAuthorityOf(environment);
  const [SignedCert, TrustAnchor] = await Promise.all([authority.fetch(certificate), authority.trustAnchor()]);
  await holdLease(lease);
  await readCsr(clusterId, csrSha256);
  try {
    const initialized = await cloudhsm().send(new InitializeClusterCommand({ ClusterId: clusterId, SignedCert, TrustAnchor }));
    return { state: initialized.State ?? '' };
  } catch (error) {
    if (error instanceof CloudHsmInvalidRequestException) await readCsr(clusterId, csrSha256); // changed between the two requests?
    throw error;
  }
});
