import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import type { Key } from '../key.ts';
import { checkNotPendingDeletion } from '../key-state.ts';
import { clusterOf } from '../key-stores/cluster-requirements.ts';
import { tellCluster } from '../key-stores/tell-cluster.ts';
import { keyInHardware } from '../material/key-material.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

const day = 24 * 3600;

export const scheduleKeyDeletion: Operation<{ KeyId: string; PendingWindowInDays?: number }, KmsPlace> = {
  resources: onKey,
  run(input, { place }) {
    const { PendingWindowInDays = 30 } = input;
    const key = findKeyById(place, input.KeyId);
    checkNotPendingDeletion(key);
    if (PendingWindowInDays < 7 || PendingWindowInDays > 30) {
      throw new AwsError('ValidationException', `PendingWindowInDays is ${PendingWindowInDays}; it must be between 7 and 30 (inclusive).`);
    }
    const deletionDate = new Date(place.clock.now() + PendingWindowInDays * day * 1000);
    key.deletionDate = deletionDate;
    place.clock.at('ride', deletionDate.getTime(), `delete ${key.arn}`, () => {
      if (key.deletionDate === deletionDate) deleteKey(place, key);
    });
    return { KeyId: key.arn, DeletionDate: deletionDate, KeyState: 'PendingDeletion', PendingWindowInDays };
  },
};

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
