import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { checkActive, checkConfiguration, clusterOf } from '../key-stores/cluster-requirements.ts';
import { beginTransition } from '../key-stores/connection-transition.ts';
import { logInToCluster } from '../key-stores/log-in-to-cluster.ts';
import type { KmsPlace } from '../state.ts';

/** Returns at once; the store is CONNECTED or FAILED when KMS has tried. */
export const connectCustomKeyStore: Operation<{ CustomKeyStoreId: string }, KmsPlace> = {
  run({ CustomKeyStoreId }, { place }) {
    const store = place.kms.customKeyStore(CustomKeyStoreId);
    if (store.state === 'CONNECTED' || store.state === 'CONNECTING') return {};
    if (store.state !== 'DISCONNECTED') {
      throw new AwsError(
        'CustomKeyStoreInvalidStateException',
        `The custom key store ${store.id} is ${store.state}; disconnect it before connecting it.`,
      );
    }
    const cluster = clusterOf(place, store.clusterId);
    if (cluster) {
      checkActive(cluster);
      checkConfiguration(place, cluster, 1);
    }
    store.state = 'CONNECTING';
    store.errorCode = undefined;
    const failure = place.kms.takeFailure();
    beginTransition(place, store, 'connect', place.duration('connectKeyStore', store.id, store.attempts++), () => {
      store.errorCode = failure ?? logInToCluster(place, store);
      store.state = store.errorCode ? 'FAILED' : 'CONNECTED';
    });
    return {};
  },
};
