import { activeHsms } from '../cloudhsm/active-hsms.ts';
import { seeCluster } from '../cloudhsm/cluster.ts';
import { hasAdmin, isClaimed } from '../cloudhsm/life.ts';
import { isCsrOf } from '../pki/csr.ts';
import type { WaitingFor } from '../record/waiting-item.ts';

/**
 * Whether people are still wanted for what they are asked for, and can bring it: a cluster that is new has one HSM, which makes the CSR and
 * takes the activation. Of a cluster that is gone nothing is said: the run would make another.
 */
export async function stillWanted({ for: wanted, details: { clusterId, csrSha256 } = {} }: WaitingFor): Promise<boolean> {
  if (clusterId === undefined || (wanted !== 'certificate' && wanted !== 'activation')) return true;
  const cluster = await seeCluster(clusterId);
  if (!cluster) return true;
  if (activeHsms(cluster).length === 0) return false;
  if (wanted === 'activation') return hasAdmin(cluster) !== 'yes';
  return !isClaimed(cluster) && isCsrOf(csrSha256, cluster.certificates.csr);
}
