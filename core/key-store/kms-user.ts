import { lateAnswer } from '../errors/late.ts';
import { listKeyStores } from './key-store.ts';

/** So often KMS is asked for a key store of the record before it is taken to be gone. */
const mostLooks = 5;

export interface KmsUser {
  kmsUser: 'set' | 'leave';
  /** Of the key store over the cluster, where there is one. */
  keyStoreId: string | undefined;
}

/**
 * Whose kmsuser is. `set`: there is no key store over the cluster, or each is DISCONNECTED, so that its password is ours to set. `leave`:
 * KMS is logged in as it, or may be: while it connects or disconnects, and after a connection that failed.
 *
 * @param onRecord the key store that the record knows. One that KMS does not show is looked for again; then somebody has deleted it,
 *   which KMS allows for a disconnected one only
 * @param looks how often was looked before
 * @throws LifecycleError TransientServiceError
 */
export async function kmsUserOf(clusterId: string, onRecord: string | undefined, looks: number): Promise<KmsUser> {
  const stores = (await listKeyStores()).filter((store) => store.clusterId === clusterId);
  if (stores.length === 0 && onRecord && looks < mostLooks) {
    throw lateAnswer({ doing: 'preparing the passwords', to: onRecord, problem: 'KMS does not show the key store that the record knows' });
  }
  const kmsUser = stores.every(({ state }) => state === 'DISCONNECTED') ? 'set' : 'leave';
  return { kmsUser, keyStoreId: stores[0]?.keyStoreId };
}
