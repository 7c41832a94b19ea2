import { AwsError } from '../../kernel/aws-error.ts';
import { decryptUnder, type EncryptionContext, encryptUnder, invalidCiphertext, keyArnOf } from './ciphertext.ts';
import { findKey } from './find-key.ts';
import type { Key, KeyMaterial } from './key.ts';
import { keyMaterials } from './key-material.ts';
import { checkEnabled } from './key-state.ts';
import type { KmsPlace } from './state.ts';

/**
 * Encrypts under a key that is usable now.
 *
 * @throws AwsError DisabledException, KMSInvalidStateException
 */
export function encryptWith(place: KmsPlace, key: Key, plaintext: Buffer, context?: EncryptionContext): Buffer {
  const { bytes } = usableMaterials(place, key).at(-1)!;
  const iv = place.random.bytes(12, 'kms', 'iv', key.keyId, key.uses++);
  return encryptUnder(bytes, key.arn, iv, plaintext, context);
}

/**
 * Decrypts a blob under the key that made it, with that material of it.
 *
 * @param reference the key that the caller expects, where one is named
 * @throws AwsError InvalidCiphertextException, IncorrectKeyException, AccessDeniedException, DisabledException, KMSInvalidStateException
 */
export function decryptBlob(
  place: KmsPlace,
  blob: Buffer,
  context?: EncryptionContext,
  reference?: string,
): { key: Key; materialId?: string; plaintext: Buffer } {
  const arn = keyArnOf(blob);
  if (reference !== undefined && findKey(place, reference).arn !== arn) {
    throw new AwsError('IncorrectKeyException', 'The key ID in the request does not identify a CMK that can perform this operation.');
  }
  const key = [...place.kms.keys.values()].find((candidate) => candidate.arn === arn);
  if (!key) {
    throw new AwsError(
      'AccessDeniedException',
      'The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.',
    );
  }
  const materials = usableMaterials(place, key);
  for (const { id, bytes } of materials.toReversed()) {
    const plaintext = decryptUnder(bytes, blob, context);
    if (plaintext) return { key, materialId: id, plaintext };
  }
  throw invalidCiphertext();
}

function usableMaterials(place: KmsPlace, key: Key): KeyMaterial[] {
  checkEnabled(place, key);
  return keyMaterials(place, key);
}

/** @throws AwsError InvalidKeyUsageException for an algorithm of asymmetric keys */
export function checkAlgorithm(algorithm = 'SYMMETRIC_DEFAULT'): void {
  if (algorithm === 'SYMMETRIC_DEFAULT') return;
  throw new AwsError('InvalidKeyUsageException', `Algorithm ${algorithm} is incompatible with key spec SYMMETRIC_DEFAULT.`);
}

/** @throws AwsError DryRunOperationException, for a request that asks only whether it would succeed */
export function endDryRun(dryRun: boolean | undefined): void {
  if (dryRun)
    throw new AwsError('DryRunOperationException', 'The request would have succeeded, but the DryRun option is set.', { status: 412 });
}

/** @throws AwsError ValidationException */
export function refuseRecipient(recipient: object | undefined): void {
  if (recipient) throw new AwsError('ValidationException', 'Recipient (attestation of Nitro enclaves) is not emulated.');
}

/** The id of the material that encrypts, as KMS shows it for keys of its own. */
export function currentMaterialId({ materials }: Key): string | undefined {
  return materials.at(-1)?.id;
}
