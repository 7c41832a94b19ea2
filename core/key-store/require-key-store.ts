import { LifecycleError } from '../errors/lifecycle-error.ts';
import { getKeyStore, type KeyStore } from './key-store.ts';

/** The key store of an id. Throws RequestRejected where somebody has deleted it. */
export async function requireKeyStore(keyStoreId: string): Promise<KeyStore> {
  const keyStore = await getKeyStore(keyStoreId);
  if (keyStore) return keyStore;
  throw new LifecycleError('RequestRejected', {
    doing: 'reading the key store',
    to: keyStoreId,
    problem: 'there is no such key store',
    remedy: 'somebody has deleted it; start the workflow again to create another',
  });
}
