import { AwsError } from '../../../kernel/aws-error.ts';
import type { Key } from '../key.ts';
import { checkNotPendingDeletion } from '../key-state.ts';
import { publicHalf } from './new-material.ts';

/**
 * The public key of a pair, as SPKI, also while the pair is disabled or its imported material is gone.
 *
 * @throws AwsError KMSInvalidStateException where it waits for its deletion, or never had any material
 */
export function publicKeyOf(key: Key): Buffer {
  checkNotPendingDeletion(key);
  const material = key.materials.at(-1);
  if (!material) throw new AwsError('KMSInvalidStateException', `${key.arn} is pending import.`);
  return material.publicKey ?? publicHalf(material.bytes);
}
