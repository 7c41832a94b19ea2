import { activeHsms } from '../cloudhsm/active-hsms.ts';
import { type Cluster, seeCluster } from '../cloudhsm/cluster.ts';
import { hasAdmin, isClaimed } from '../cloudhsm/life.ts';
import { csrHash } from '../pki/csr.ts';
import type { WaitingFor } from '../record/waiting-item.ts';

/**
 * Whether people are still wanted for what they are asked for, and can bring it: a cluster that is new has one HSM, which makes the CSR and
 * takes the activation. Of a cluster that is gone nothing is said: the run would make another.
 */
export async function stillWanted({ for: wanted, details: { clusterId, csrSha256 } = {} }: WaitingFor): Promise<boolean> {
  if (clusterId === undefined || wanted === 'approval') return true;
  const cluster = await seeCluster(clusterId);
  if (!cluster) return true;
  const done = wanted === 'certificate' ? isClaimed(cluster) : hasAdmin(cluster) === 'yes';
  return !done && activeHsms(cluster).length > 0 && (wanted !== 'certificate' || isOf(cluster, csrSha256));
}

function isOf({ certificates: { csr } }: Cluster, csrSha256: string | undefined): boolean {
  return csr !== undefined && csrHash(csr) === csrSha256;
}
