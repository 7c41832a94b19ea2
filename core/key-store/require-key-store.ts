import { knownToBeThere } from '../errors/late.ts';
import { getKeyStore, type KeyStore } from './key-store.ts';

/**
 * The key store of an id that this run knows.
 *
 * @throws LifecycleError TransientServiceError where KMS does not show it
 */
export function requireKeyStore(keyStoreId: string): Promise<KeyStore> {
  return knownToBeThere(() => getKeyStore(keyStoreId), {
    doing: 'reading the key store',
    to: keyStoreId,
    problem: 'KMS does not show it, though this run has found or made it',
  });
}
