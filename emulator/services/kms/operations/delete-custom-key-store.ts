import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { KmsPlace } from '../state.ts';

/** Takes a DISCONNECTED store without keys; keys that wait for their deletion count. The cluster stays. */
export const deleteCustomKeyStore: Operation<{ CustomKeyStoreId: string }, KmsPlace> = {
  run({ CustomKeyStoreId }, { place }) {
    const store = place.kms.customKeyStore(CustomKeyStoreId);
    const keys = place.kms.keysOf(store.id).length;
    if (keys > 0)
      throw new AwsError(
        'CustomKeyStoreHasCMKsException',
        `The custom key store ${store.id} contains ${keys} KMS key${keys > 1 ? 's' : ''}.`,
      );
    if (store.state !== 'DISCONNECTED') {
      throw new AwsError(
        'CustomKeyStoreInvalidStateException',
        `The custom key store ${store.id} is ${store.state}; it must be DISCONNECTED to be deleted.`,
      );
    }
    place.kms.customKeyStores.delete(store.id);
    return {};
  },
};
