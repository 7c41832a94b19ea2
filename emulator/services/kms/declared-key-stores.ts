import type { KeyStoreDeclaration } from '../../kernel/account.ts';
import type { Key } from './key.ts';
import { deleteAt } from './key-deletion.ts';
import { defaultKeyPolicy } from './key-policy.ts';
import type { CustomKeyStore } from './key-stores/custom-key-store.ts';
import type { KmsPlace } from './state.ts';

const hour = 3_600_000;
const usualWindow = 30 * 24 * hour;

/** The key stores over clusters that the account file declares, with their keys. */
export function declareKeyStores(place: KmsPlace): void {
  for (const { id, keyStore } of place.account.clusters ?? []) if (keyStore) declare(place, id, keyStore);
}

function declare(place: KmsPlace, clusterId: string, declared: KeyStoreDeclaration): void {
  const { name, state = 'CONNECTED', errorCode, keys = [], throttled = 0 } = declared;
  const { kms } = place;
  const store: CustomKeyStore = {
    id: `cks-${place.random.hex(17, 'declared-key-store', clusterId)}`,
    name,
    clusterId,
    history: clusterId,
    trustAnchor: '',
    kmsuserPassword: '',
    createdAt: place.clock.date(),
    state,
    ...(errorCode && { errorCode: errorCode as NonNullable<CustomKeyStore['errorCode']> }),
    sessions: new Set(),
    attempts: 1,
  };
  kms.customKeyStores.set(store.id, store);
  for (const key of keys) addKey(place, store, key);
  if (throttled > 0) place.cloudwatch.metrics.note(throttledBy(store.id), place.clock.now() - hour, throttled);
}

function addKey(
  place: KmsPlace,
  store: CustomKeyStore,
  { id: keyId, state = 'Enabled' }: NonNullable<KeyStoreDeclaration['keys']>[number],
): void {
  const key: Key = {
    keyId,
    arn: place.arn('kms', `key/${keyId}`),
    createdAt: place.clock.date(),
    description: '',
    spec: 'SYMMETRIC_DEFAULT',
    usage: 'ENCRYPT_DECRYPT',
    origin: 'AWS_CLOUDHSM',
    customKeyStoreId: store.id,
    materials: [],
    importParameters: [],
    enabled: state === 'Enabled',
    policy: defaultKeyPolicy(place),
    tags: new Map(),
    grants: new Map(),
    uses: 0,
  };
  place.kms.keys.set(keyId, key);
  if (state === 'PendingDeletion') deleteAt(place, key, new Date(place.clock.now() + usualWindow));
}

/** AWS KMS Developer Guide, "Monitoring with CloudWatch". */
function throttledBy(id: string) {
  const Dimensions = [
    { Name: 'CustomKeyStoreId', Value: id },
    { Name: 'KmsOperation', Value: 'Decrypt' },
    { Name: 'KeySpec', Value: 'SYMMETRIC_DEFAULT' },
  ];
  return { Namespace: 'AWS/KMS', MetricName: 'CloudHSMKeyStoreThrottle', Dimensions };
}
