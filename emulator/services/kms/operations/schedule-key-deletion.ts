import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { World } from '../../../world.ts';
import { clusterOf } from '../cluster-requirements.ts';
import { findKeyById } from '../find-key.ts';
import type { Key } from '../key.ts';
import { checkNotPendingDeletion } from '../key-state.ts';

const day = 24 * 3600;

export const scheduleKeyDeletion: Operation<{ KeyId: string; PendingWindowInDays?: number }> = (input, { world }) => {
  const { PendingWindowInDays = 30 } = input;
  const key = findKeyById(world, input.KeyId);
  checkNotPendingDeletion(key);
  if (PendingWindowInDays < 7 || PendingWindowInDays > 30) {
    throw new AwsError('ValidationException', `PendingWindowInDays is ${PendingWindowInDays}; it must be between 7 and 30 (inclusive).`);
  }
  const deletionDate = new Date(world.clock.now() + PendingWindowInDays * day * 1000);
  key.deletionDate = deletionDate;
  world.clock.at('ride', deletionDate.getTime(), `delete ${key.arn}`, () => {
    if (key.deletionDate === deletionDate) deleteKey(world, key);
  });
  return { KeyId: key.arn, DeletionDate: deletionDate, KeyState: 'PendingDeletion', PendingWindowInDays };
};

/** KMS takes the material out of the cluster where it is connected to it; otherwise it stays there, orphaned. */
function deleteKey(world: World, key: Key): void {
  world.kms.keys.delete(key.keyId);
  for (const alias of world.kms.aliases.values()) if (alias.targetKeyId === key.keyId) world.kms.aliases.delete(alias.name);
  const store = key.customKeyStoreId === undefined ? undefined : world.kms.customKeyStores.get(key.customKeyStoreId);
  if (store?.state === 'CONNECTED') clusterOf(world, store.clusterId)?.keys.delete(key.keyId);
}
