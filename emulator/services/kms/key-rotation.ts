import { AwsError } from '../../kernel/aws-error.ts';
import type { Key, KeyMaterial } from './key.ts';
import { checkOrigin } from './key-usage.ts';
import type { KmsPlace } from './state.ts';

const day = 24 * 3600 * 1000;

/** New material for what is encrypted from now on; what was made under the older ones can still be decrypted. */
export function rotate(place: KmsPlace, key: Key, rotation?: KeyMaterial['rotation']): void {
  const of = key.materials.length === 0 ? [key.keyId] : [key.keyId, key.materials.length];
  key.materials.push({
    id: place.random.hex(64, 'kms', 'material-id', ...of),
    bytes: place.random.bytes(32, 'kms', 'material', ...of),
    rotation,
  });
}

/** Rotates a key each time that so many days have passed. */
export function rotateEvery(place: KmsPlace, key: Key, periodInDays: number): void {
  rotateAsTold(place, key, { periodInDays, next: new Date(place.clock.now() + periodInDays * day) });
}

/** Rotates a key at that date, and each time that its days have passed from then on. */
export function rotateAsTold(place: KmsPlace, key: Key, rotation: NonNullable<Key['rotation']>): void {
  const { next } = rotation;
  key.rotation = rotation;
  place.clock.at('ride', next.getTime(), `rotate ${key.arn}`, () => {
    if (key.rotation?.next === next && place.kms.keys.has(key.keyId)) rotateIfDue(place, key);
  });
}

/** A key that is disabled or waits for its deletion is rotated when it has been enabled again. */
export function rotateIfDue(place: KmsPlace, key: Key): void {
  const now = place.clock.now();
  if (!key.rotation || key.rotation.next.getTime() > now || !key.enabled || key.deletionDate) return;
  rotate(place, key, { at: new Date(now), type: 'AUTOMATIC' });
  rotateEvery(place, key, key.rotation.periodInDays);
}

/**
 * @param origins that can be
 * @throws AwsError UnsupportedOperationException for a key of another origin, or of another spec: without words then, as recorded
 */
export function checkRotatable(key: Key, origins: Key['origin'][] = ['AWS_KMS']): void {
  if (key.spec !== 'SYMMETRIC_DEFAULT') throw new AwsError('UnsupportedOperationException', '');
  checkOrigin(key, ...origins);
}

/** @throws AwsError UnsupportedOperationException for a replica, which is rotated with its primary */
export function checkRotatesItself(key: Key): void {
  if (!key.family || key.family.primary === key) return;
  throw new AwsError('UnsupportedOperationException', `${key.arn} is a multi-region replica key: rotate its primary key.`);
}

/**
 * To new material of KMS's own, or to what was imported for it.
 *
 * @throws AwsError KMSInvalidStateException where there is none
 */
export function rotateOnDemand(place: KmsPlace, key: Key): void {
  const rotation = { at: place.clock.date(), type: 'ON_DEMAND' as const };
  if (key.origin === 'AWS_KMS') rotate(place, key, rotation);
  else useImported(key, rotation);
}

function useImported(key: Key, rotation: KeyMaterial['rotation']): void {
  if (!key.pending) throw new AwsError('KMSInvalidStateException', `No available key material pending rotation for the key: ${key.arn}.`);
  key.materials.push(Object.assign(key.pending, { rotation }));
  key.pending = undefined;
}
