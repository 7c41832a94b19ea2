import type { Key } from './key.ts';
import { clusterOf } from './key-stores/cluster-requirements.ts';
import { tellCluster } from './key-stores/tell-cluster.ts';
import { keyInHardware } from './material/key-material.ts';
import { hasReplicas, regionOf } from './multi-region/family.ts';
import type { KmsPlace } from './state.ts';

const day = 24 * 3600_000;

/** Has a key be deleted then, unless that is cancelled. */
export function deleteAt(place: KmsPlace, key: Key, date: Date): void {
  key.deletionDate = date;
  place.clock.at('ride', date.getTime(), `delete ${key.arn}`, () => {
    if (key.deletionDate === date) deleteKey(place, key);
  });
}

/** Its primary key begins to wait where it was the last replica. */
function leave(place: KmsPlace, key: Key): void {
  const { family } = key;
  family?.members.delete(place.region);
  const primary = family?.primary;
  const window = primary?.windowAfterReplicas;
  if (!primary || window === undefined || hasReplicas(primary)) return;
  primary.windowAfterReplicas = undefined;
  deleteAt(place.elsewhere(regionOf(primary)), primary, new Date(place.clock.now() + window * day));
}

/** KMS takes the material out of the cluster where it is connected to it; otherwise it stays there, orphaned. */
function deleteKey(place: KmsPlace, key: Key): void {
  place.kms.keys.delete(key.keyId);
  leave(place, key);
  for (const alias of place.kms.aliases.values()) if (alias.targetKeyId === key.keyId) place.kms.aliases.delete(alias.name);
  const store = key.customKeyStoreId === undefined ? undefined : place.kms.customKeyStores.get(key.customKeyStoreId);
  const inHardware = keyInHardware(place, key);
  if (store?.state !== 'CONNECTED' || !inHardware) return;
  clusterOf(place, store.clusterId)?.keys.delete(inHardware.reference);
  tellCluster(place, store);
}
