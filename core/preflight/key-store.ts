import type { Cluster } from '../cloudhsm/cluster.ts';
import type { Environment } from '../environment/environment.ts';
import { findKeyStore } from '../key-store/key-store.ts';
import { type Findings, nothing, refused } from './findings.ts';

/**
 * A key store's name is unique in an account and region.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateCustomKeyStore.html
 */
export async function checkKeyStore({ keyStore }: Environment, own: Cluster | undefined): Promise<Findings> {
  const taken = keyStore && (await findKeyStore(keyStore.name));
  if (!taken || taken.clusterId === own?.clusterId) return nothing;
  const problem = `${taken.keyStoreId} has the name ${keyStore.name} already, over ${taken.clusterId}`;
  return refused({ path: 'keyStore.name', problem, remedy: 'choose another name: it is unique in an account and region' });
}
