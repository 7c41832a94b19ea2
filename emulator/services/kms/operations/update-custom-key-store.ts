import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { checkActive, checkConfiguration, existingCluster } from '../key-stores/cluster-requirements.ts';
import { externalMembers } from '../key-stores/external-key-store.ts';
import type { KmsPlace } from '../state.ts';

interface Input {
  CustomKeyStoreId: string;
  NewCustomKeyStoreName?: string;
  KeyStorePassword?: string;
  CloudHsmClusterId?: string;
}

/** Takes a new name, kmsuser's present password, or a cluster made from a backup of the present one; only a name while it is connected. */
export const updateCustomKeyStore: Operation<Input, KmsPlace> = {
  refuses: externalMembers,
  run(input, { place }) {
    const store = place.kms.customKeyStore(input.CustomKeyStoreId);
    const { NewCustomKeyStoreName: name = store.name, CloudHsmClusterId: clusterId = store.clusterId, KeyStorePassword } = input;
    const onlyName = KeyStorePassword === undefined && input.CloudHsmClusterId === undefined;
    if (store.state !== 'DISCONNECTED' && !(store.state === 'CONNECTED' && onlyName)) {
      throw new AwsError(
        'CustomKeyStoreInvalidStateException',
        `The custom key store ${store.id} is ${store.state}; it must be DISCONNECTED to be updated, or CONNECTED to be renamed.`,
      );
    }
    for (const other of place.kms.customKeyStores.values()) {
      if (other !== store && other.name === name) {
        throw new AwsError('CustomKeyStoreNameInUseException', `The custom key store name ${name} is in use by ${other.id}.`);
      }
    }
    if (input.CloudHsmClusterId !== undefined) {
      const cluster = existingCluster(place, clusterId);
      checkActive(cluster);
      if (cluster.history !== store.history) {
        throw new AwsError(
          'CloudHsmClusterNotRelatedException',
          `The AWS CloudHSM cluster ${clusterId} does not share a backup history with ${store.clusterId}.`,
        );
      }
      checkConfiguration(place, cluster, 2);
    }
    Object.assign(store, { name, clusterId, kmsuserPassword: KeyStorePassword ?? store.kmsuserPassword });
    return {};
  },
};
