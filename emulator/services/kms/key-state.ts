import { AwsError } from '../../kernel/aws-error.ts';
import type { World } from '../../world.ts';
import type { Key, KeyState } from './key.ts';

/** Keys of a store that is not CONNECTED are Unavailable, whether enabled or not, unless they wait for their deletion. */
export function keyState(world: World, key: Key): KeyState {
  if (key.deletionDate) return 'PendingDeletion';
  if (key.customKeyStoreId && world.kms.customKeyStore(key.customKeyStoreId).state !== 'CONNECTED') return 'Unavailable';
  return key.enabled ? 'Enabled' : 'Disabled';
}

/** @throws AwsError KMSInvalidStateException */
export function checkNotPendingDeletion(key: Key): void {
  if (key.deletionDate) throw new AwsError('KMSInvalidStateException', `${key.arn} is pending deletion.`);
}

/** @throws AwsError DisabledException, KMSInvalidStateException */
export function checkEnabled(world: World, key: Key): void {
  checkNotPendingDeletion(key);
  const state = keyState(world, key);
  if (state === 'Disabled') throw new AwsError('DisabledException', `${key.arn} is disabled.`);
  if (state === 'Unavailable') {
    const { id, state: connection } = world.kms.customKeyStore(key.customKeyStoreId!);
    throw new AwsError('KMSInvalidStateException', `${key.arn} is unavailable: its custom key store ${id} is ${connection}.`);
  }
}
