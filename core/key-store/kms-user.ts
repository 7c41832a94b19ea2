import { CustomKeyStoreInvalidStateException, DisconnectCustomKeyStoreCommand } from '@aws-sdk/client-kms';
import { kms } from '../aws/kms.ts';
import { lateAnswer } from '../errors/late.ts';
import { type KeyStore, listKeyStores } from './key-store.ts';
import { leftBehind } from './left-behind.ts';

/** So often KMS is asked for a key store of the record before it is taken to be gone. */
const mostLooks = 5;
/** So often a key store is looked at that KMS is disconnecting: a minute usually. */
const mostWaits = 9;

/**
 * Whose kmsuser is. `set`: there is no key store over the cluster, or each is DISCONNECTED, so that its password is ours to set. `leave`:
 * KMS is logged in as it, or may be while it connects. A connection that failed is taken down, so that kmsuser, which may be why, can be
 * set up anew in this run.
 *
 * @param onRecord the key store that the record knows. One that KMS does not show is looked for again; then somebody has deleted it,
 *   which KMS allows for a disconnected one only
 * @param looks how often was looked before
 * @throws LifecycleError TransientServiceError
 */
export async function kmsUserOf(clusterId: string, onRecord: string | undefined, looks: number): Promise<'set' | 'leave'> {
  const all = await listKeyStores();
  const left = await leftBehind(all, onRecord, clusterId);
  const stores = left ? [left] : all.filter((store) => store.clusterId === clusterId);
  if (stores.length === 0 && onRecord && looks < mostLooks) {
    throw lateAnswer({ doing: 'preparing the passwords', to: onRecord, problem: 'KMS does not show the key store that the record knows' });
  }
  // KMS says CONNECTED of a key store whose cluster is gone
  const isDown = ({ state }: KeyStore) => state === 'DISCONNECTED';
  const comesDown = (store: KeyStore) => store.state === 'FAILED' || (store === left && !isDown(store));
  await Promise.all(stores.filter((store) => comesDown(store) && store.state !== 'DISCONNECTING').map(takeDown));
  const goingDown = stores.find((store) => comesDown(store) || store.state === 'DISCONNECTING');
  if (goingDown && looks < mostWaits) {
    throw lateAnswer({
      doing: 'preparing the passwords',
      to: goingDown.keyStoreId,
      problem: 'KMS is disconnecting the key store, and kmsuser is set up when it is done',
    });
  }
  return stores.every(isDown) ? 'set' : 'leave';
}

async function takeDown({ keyStoreId }: KeyStore): Promise<void> {
  try {
    await kms().send(new DisconnectCustomKeyStoreCommand({ CustomKeyStoreId: keyStoreId }));
  } catch (error) {
    // KMS shows late that it is at work on it already
    if (!(error instanceof CustomKeyStoreInvalidStateException)) throw error;
  }
}
