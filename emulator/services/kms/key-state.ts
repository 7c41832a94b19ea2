import { AwsError } from '../../kernel/aws-error.ts';
import type { Key, KeyState } from './key.ts';
import { isPendingImport } from './material/imported-material.ts';
import type { KmsPlace } from './state.ts';

/** Keys of a store that is not CONNECTED are Unavailable, whether enabled or not, unless they wait for their deletion. */
export function keyState(place: KmsPlace, key: Key): KeyState {
  if (key.deletionDate) return 'PendingDeletion';
  if (key.windowAfterReplicas !== undefined) return 'PendingReplicaDeletion';
  if (key.underWay) return key.underWay;
  if (key.customKeyStoreId && place.kms.customKeyStore(key.customKeyStoreId).state !== 'CONNECTED') return 'Unavailable';
  if (isPendingImport(key)) return 'PendingImport';
  return key.enabled ? 'Enabled' : 'Disabled';
}

/** @throws AwsError KMSInvalidStateException */
export function checkNotPendingDeletion(key: Key): void {
  if (key.deletionDate) throw invalidState(`${key.arn} is pending deletion.`);
  if (key.windowAfterReplicas !== undefined) throw invalidState(`${key.arn} is pending replica deletion.`);
}

/**
 * What can be enabled, and disabled, has its material; what is unavailable is so once it is there again.
 *
 * @throws AwsError KMSInvalidStateException
 */
export function checkSwitchable(key: Key): void {
  checkThere(key);
  if (key.underWay) throw invalidState(`${key.arn} is updating.`);
}

/** A key that becomes another primary is used all the same. */
function checkThere(key: Key): void {
  checkNotPendingDeletion(key);
  if (key.underWay === 'Creating') throw invalidState(`${key.arn} is creating.`);
  if (isPendingImport(key)) throw invalidState(`${key.arn} is pending import.`);
}

/** A key that is unavailable passes: it takes grants. @throws AwsError DisabledException, KMSInvalidStateException */
export function checkNotDisabled(place: KmsPlace, key: Key): void {
  checkThere(key);
  if (keyState(place, key) === 'Disabled') throw new AwsError('DisabledException', `${key.arn} is disabled.`);
}

/** @throws AwsError DisabledException, KMSInvalidStateException */
export function checkEnabled(place: KmsPlace, key: Key): void {
  checkNotDisabled(place, key);
  if (keyState(place, key) === 'Unavailable') {
    const { id, state: connection } = place.kms.customKeyStore(key.customKeyStoreId!);
    throw invalidState(`${key.arn} is unavailable: its custom key store ${id} is ${connection}.`);
  }
}

function invalidState(message: string): AwsError {
  return new AwsError('KMSInvalidStateException', message);
}
