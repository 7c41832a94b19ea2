import { isOf, listClusters } from '../cloudhsm/cluster.ts';
import type { Environment } from '../environment/environment.ts';
import { checkCertificateAuthority } from './certificate-authority.ts';
import { type Findings, together } from './findings.ts';
import { checkKeyStore } from './key-store.ts';
import { checkNetwork } from './network.ts';
import { checkQuotas } from './quotas.ts';
import { checkStandingCluster } from './standing-cluster.ts';

/**
 * Everything that would fail later and that AWS can tell now, before anything is created. Reads only. Each check is a file of this folder
 * and names its source.
 *
 * @param now ISO 8601: the state machine's time
 */
export async function preflight(environment: Environment, now: string): Promise<Findings> {
  const clusters = await listClusters();
  const own = clusters.find((cluster) => isOf(cluster, environment.name));
  const findings = await Promise.all([
    checkCertificateAuthority(environment, own, now),
    checkNetwork(environment),
    checkQuotas(environment, clusters, own),
    checkStandingCluster(environment, own),
    checkKeyStore(environment, clusters, own),
  ]);
  return together(findings);
}
