import { activeHsms } from '../cloudhsm/active-hsms.ts';
import { seeCluster } from '../cloudhsm/cluster.ts';
import { csrHash } from '../pki/csr.ts';
import type { WaitingFor } from '../record/waiting-item.ts';

/**
 * Whether people can still bring what they are asked for: a cluster that is new has one HSM, which makes the CSR and takes the activation.
 * Of a cluster that is gone nothing is said: the run would make another.
 */
export async function canBeAnswered({ for: wanted, details: { clusterId, csrSha256 } = {} }: WaitingFor): Promise<boolean> {
  if (clusterId === undefined || wanted === 'approval') return true;
  const cluster = await seeCluster(clusterId);
  if (!cluster) return true;
  const { csr } = cluster.certificates;
  return activeHsms(cluster).length > 0 && (wanted !== 'certificate' || (csr !== undefined && csrHash(csr) === csrSha256));
}
