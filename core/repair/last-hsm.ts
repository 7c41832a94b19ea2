import { newestBackup } from '../cloudhsm/backup.ts';
import type { Cluster } from '../cloudhsm/cluster.ts';
import type { Hsm } from '../cloudhsm/hsm.ts';
import { anotherHsm } from '../cloudhsm/none-works.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';

/** No HSM works that could hold what the failed one holds: removing it may lose what was made since the newest backup. */
export async function lastHsmDegraded(environment: string, cluster: Cluster, degraded: Hsm[]): Promise<LifecycleError> {
  const { clusterId } = cluster;
  const backup = await newestBackup(clusterId);
  const from = backup ? `from ${backup.id} of ${backup.createdAt}` : 'though no backup of the cluster is READY';
  return new LifecycleError('LastHsmDegraded', {
    doing: 'planning what is replaced',
    to: clusterId,
    problem: `no HSM of it is ACTIVE, and ${degraded.map(({ hsmId }) => hsmId).join(', ')} may hold what no backup has`,
    remedy: `CloudHSM replaces an HSM that failed by itself in some minutes: look again (\`npx hsm describe ${environment}\`). Where it does not, have another made (${anotherHsm(cluster)}), which comes ${from}, without what was made since; when it is ACTIVE, \`npx hsm repair ${environment}\``,
  });
}

/** The only one that worked has failed since it was planned. */
export function noOtherActive(clusterId: string, hsmId: string): LifecycleError {
  return new LifecycleError('LastHsmDegraded', {
    doing: `removing the HSM ${hsmId}`,
    to: clusterId,
    problem: 'no other HSM of the cluster is ACTIVE any more',
  });
}
