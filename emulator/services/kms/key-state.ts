import { AwsError } from '../../kernel/aws-error.ts';
import type { Key, KeyState } from './key.ts';
import { isPendingImport } from './material/imported-material.ts';
import type { KmsPlace } from './state.ts';

/** Keys of a store that is not CONNECTED are Unavailable, whether enabled or not, unless they wait for their deletion. */
export function keyState(place: KmsPlace, key: Key): KeyState {
  if (key.deletionDate) return 'PendingDeletion';
  if (key.customKeyStoreId && place.kms.customKeyStore(key.customKeyStoreId).state !== 'CONNECTED') return 'Unavailable';
  if (isPendingImport(key)) return 'PendingImport';
  return key.enabled ? 'Enabled' : 'Disabled';
}

/** @throws AwsError KMSInvalidStateException */
export function checkNotPendingDeletion(key: Key): void {
  if (key.deletionDate) throw new AwsError('KMSInvalidStateException', `${key.arn} is pending deletion.`);
}

/** @throws AwsError DisabledException, KMSInvalidStateException */
export function checkEnabled(place: KmsPlace, key: Key): void {
  checkNotPendingDeletion(key);
  const state = keyState(place, key);
  if (state === 'PendingImport') throw new AwsError('KMSInvalidStateException', `${key.arn} is pending import.`);
  if (state === 'Disabled') throw new AwsError('DisabledException', `${key.arn} is disabled.`);
  if (state === 'Unavailable') {
    const { id, state: connection } = place.kms.customKeyStore(key.customKeyStoreId!);
    throw new AwsError('KMSInvalidStateException', `${key.arn} is unavailable: its custom key store ${id} is ${connection}.`);
  }
}
