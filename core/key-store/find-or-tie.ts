import { UpdateCustomKeyStoreCommand } from '@aws-sdk/client-kms';
import { kms } from '../aws/kms.ts';
import type { Cluster } from '../cloudhsm/cluster.ts';
import { readPassword } from '../credentials/read-password.ts';
import type { RecordWithFile } from '../record/file.ts';
import { holdLease, type Lease } from '../record/lease.ts';
import { kmsUserSecret } from '../record/users.ts';
import { type KeyStore, listKeyStores } from './key-store.ts';
import { leftBehind } from './left-behind.ts';
import { keyStoreRefusal } from './refusal.ts';

/**
 * The key store of the cluster; or the one that the environment had over a cluster that is gone, tied to the one that was made from its
 * backup, where its keys are.
 */
export async function findOrTie(record: RecordWithFile, cluster: Cluster, lease: Lease): Promise<KeyStore | undefined> {
  const { clusterId } = cluster;
  const stores = await listKeyStores();
  const left = await leftBehind(stores, record.keyStoreId, clusterId);
  if (!left) return stores.find((store) => store.clusterId === clusterId);
  const { keyStoreId } = left;
  const KeyStorePassword = await readPassword(await kmsUserSecret(lease.environment));
  await holdLease(lease);
  try {
    await kms().send(new UpdateCustomKeyStoreCommand({ CustomKeyStoreId: keyStoreId, CloudHsmClusterId: clusterId, KeyStorePassword }));
  } catch (error) {
    throw keyStoreRefusal(error, { doing: 'tying the key store to the restored cluster', to: `${keyStoreId} and ${clusterId}` }, cluster);
  }
  return { ...left, clusterId, state: 'DISCONNECTED' };
}
