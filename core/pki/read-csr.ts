import { getCluster } from '../cloudhsm/cluster.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import { isCsrOf } from './csr.ts';

/**
 * The cluster's CSR, PEM, as long as it is the verified one. CloudHSM makes another when it replaces the first HSM.
 *
 * @throws LifecycleError CsrChanged
 */
export async function readCsr(clusterId: string, verifiedSha256: string): Promise<string> {
  const { csr } = (await getCluster(clusterId)).certificates;
  if (isCsrOf(verifiedSha256, csr)) return csr;
  throw csr ? csrChanged(clusterId, 'it is not the one that was verified') : csrGone(clusterId);
}

/** CloudHSM shows no CSR, or not all that proves it: its first HSM is being replaced. */
export function csrGone(clusterId: string): LifecycleError {
  return csrChanged(clusterId, 'it is gone');
}

/** Verified and signed again and again, in vain. */
export function csrUnstable(clusterId: string, changes: number): LifecycleError {
  return csrChanged(clusterId, `it has changed ${changes} times while it was being signed`);
}

function csrChanged(clusterId: string, problem: string): LifecycleError {
  return new LifecycleError('CsrChanged', {
    doing: 'reading the certificate signing request',
    to: clusterId,
    problem: `${problem}: CloudHSM has replaced the first HSM`,
  });
}
