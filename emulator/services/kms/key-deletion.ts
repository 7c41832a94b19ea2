import type { Key } from './key.ts';
import { clusterOf } from './key-stores/cluster-requirements.ts';
import { tellCluster } from './key-stores/tell-cluster.ts';
import { keyInHardware } from './material/key-material.ts';
import type { KmsPlace } from './state.ts';

/** Has a key be deleted then, unless that is cancelled. */
export function deleteAt(place: KmsPlace, key: Key, date: Date): void {
  key.deletionDate = date;
  place.clock.at('ride', date.getTime(), `delete ${key.arn}`, () => {
    if (key.deletionDate === date) deleteKey(place, key);
  });
}

/** KMS takes the material out of the cluster where it is connected to it; otherwise it stays there, orphaned. */
function deleteKey(place: KmsPlace, key: Key): void {
  place.kms.keys.delete(key.keyId);
  for (const alias of place.kms.aliases.values()) if (alias.targetKeyId === key.keyId) place.kms.aliases.delete(alias.name);
  const store = key.customKeyStoreId === undefined ? undefined : place.kms.customKeyStores.get(key.customKeyStoreId);
  const inHardware = keyInHardware(place, key);
  if (store?.state !== 'CONNECTED' || !inHardware) return;
  clusterOf(place, store.clusterId)?.keys.delete(inHardware.reference);
  tellCluster(place, store);
}
