import type { Quotas } from '../../kernel/account.ts';
import type { Cluster } from './cluster.ts';
import type { Inventory } from './inventory.ts';
import { invalidRequest } from './refusals.ts';

const usualQuotas = { clusters: 4, hsms: 6, hsmsPerCluster: 28 };

function quota(state: Inventory, name: keyof typeof usualQuotas & keyof Quotas): number {
  return state.place.account.quotas?.[name] ?? usualQuotas[name];
}

function live(state: Inventory): Cluster[] {
  return [...state.clusters.values()].filter((cluster) => cluster.state !== 'DELETED');
}

/** @throws AwsError CloudHsmInvalidRequestException: the API declares no limit exception on CreateCluster */
export function checkClusterQuota(state: Inventory): void {
  const limit = quota(state, 'clusters');
  if (live(state).length >= limit) throw invalidRequest(`The account has reached its limit of ${limit} clusters in ${state.place.region}`);
}

/** @throws AwsError CloudHsmInvalidRequestException: the API declares no limit exception on CreateHsm */
export function checkHsmQuotas(state: Inventory, cluster: Cluster): void {
  const perCluster = quota(state, 'hsmsPerCluster');
  if (cluster.hsms.length >= perCluster) {
    throw invalidRequest(`Cluster '${cluster.clusterId}' has reached the limit of ${perCluster} HSMs in a cluster`);
  }
  const limit = quota(state, 'hsms');
  const hsms = live(state).reduce((count, { hsms }) => count + hsms.length, 0);
  if (hsms >= limit) throw invalidRequest(`The account has reached its limit of ${limit} HSMs in ${state.place.region}`);
}
