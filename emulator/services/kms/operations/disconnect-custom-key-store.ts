import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { beginTransition, endTransition } from '../key-stores/connection-transition.ts';
import { tellCluster } from '../key-stores/tell-cluster.ts';
import type { KmsPlace } from '../state.ts';

/** Makes the store's keys unavailable; a connection under way is given up. */
export const disconnectCustomKeyStore: Operation<{ CustomKeyStoreId: string }, KmsPlace> = {
  run({ CustomKeyStoreId }, { place }) {
    const store = place.kms.customKeyStore(CustomKeyStoreId);
    if (store.state === 'DISCONNECTED' || store.state === 'DISCONNECTING') {
      throw new AwsError('CustomKeyStoreInvalidStateException', `The custom key store ${store.id} is ${store.state}.`);
    }
    endTransition(place, store);
    store.state = 'DISCONNECTING';
    store.errorCode = undefined;
    store.sessions.clear();
    tellCluster(place, store);
    beginTransition(place, store, 'disconnect', place.duration('disconnectKeyStore', store.id, store.attempts), () => {
      store.state = 'DISCONNECTED';
    });
    return {};
  },
};
