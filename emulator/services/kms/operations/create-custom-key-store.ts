import { AwsError } from '../../../kernel/aws-error.ts';
import { hasKeyStores } from '../../../models/regions.ts';
import type { Operation } from '../../../service/service.ts';
import type { Cluster } from '../../cloudhsmv2/cluster.ts';
import { checkActive, checkConfiguration, checkTrustAnchor, existingCluster } from '../key-stores/cluster-requirements.ts';
import type { CustomKeyStore } from '../key-stores/custom-key-store.ts';
import { externalMembers } from '../key-stores/external-key-store.ts';
import type { KmsPlace } from '../state.ts';

interface Input {
  CustomKeyStoreName: string;
  CloudHsmClusterId?: string;
  TrustAnchorCertificate?: string;
  KeyStorePassword?: string;
  CustomKeyStoreType?: 'AWS_CLOUDHSM' | 'EXTERNAL_KEY_STORE';
}

/** AWS's default quota of custom key stores in an account and region. */
const usualQuota = 10;

/** The values of an existing store that is not connected give that store's id again. */
export const createCustomKeyStore: Operation<Input, KmsPlace> = {
  refuses: externalMembers,
  run(input, { place }) {
    if (!hasKeyStores(place.region))
      throw new AwsError('UnsupportedOperationException', `Custom key stores are not supported in ${place.region}.`);
    const { name, clusterId, trustAnchor, kmsuserPassword } = required(input);
    const { kms } = place;
    const sameName = [...kms.customKeyStores.values()].find((store) => store.name === name);
    if (sameName) {
      const same = sameName.clusterId === clusterId && sameName.trustAnchor === trustAnchor && sameName.kmsuserPassword === kmsuserPassword;
      if (same && sameName.state === 'DISCONNECTED') return { CustomKeyStoreId: sameName.id };
      throw new AwsError('CustomKeyStoreNameInUseException', `The custom key store name ${name} is in use by ${sameName.id}.`);
    }
    const cluster = existingCluster(place, clusterId);
    checkActive(cluster);
    checkUnused(place, cluster);
    checkConfiguration(place, cluster, 2);
    checkTrustAnchor(cluster, trustAnchor);
    const quota = place.account.quotas?.customKeyStores ?? usualQuota;
    if (kms.customKeyStores.size >= quota)
      throw new AwsError('LimitExceededException', `The account has reached its quota of ${quota} custom key stores.`);
    const store: CustomKeyStore = {
      id: `cks-${place.random.hex(17, 'custom-key-store', kms.created.customKeyStores++)}`,
      name,
      clusterId,
      history: cluster.history,
      trustAnchor,
      kmsuserPassword,
      createdAt: place.clock.date(),
      state: 'DISCONNECTED',
      sessions: new Set(),
      attempts: 0,
    };
    kms.customKeyStores.set(store.id, store);
    return { CustomKeyStoreId: store.id };
  },
};

function required(input: Input) {
  if (input.CustomKeyStoreType === 'EXTERNAL_KEY_STORE') throw new AwsError('ValidationException', 'External key stores are not emulated.');
  const { CloudHsmClusterId, TrustAnchorCertificate, KeyStorePassword } = input;
  for (const [member, value] of Object.entries({ CloudHsmClusterId, TrustAnchorCertificate, KeyStorePassword })) {
    if (value === undefined)
      throw new AwsError('ValidationException', `${member} is required for a custom key store of the type AWS_CLOUDHSM.`);
  }
  return {
    name: input.CustomKeyStoreName,
    clusterId: CloudHsmClusterId!,
    trustAnchor: TrustAnchorCertificate!,
    kmsuserPassword: KeyStorePassword!,
  };
}

function checkUnused(place: KmsPlace, cluster: Cluster): void {
  for (const store of place.kms.customKeyStores.values()) {
    if (store.history !== cluster.history) continue;
    throw new AwsError(
      'CloudHsmClusterInUseException',
      `The AWS CloudHSM cluster ${cluster.clusterId} is associated with the custom key store ${store.id}, or shares a backup history with a cluster that is.`,
    );
  }
}
