import { createPrivateKey, type KeyObject } from 'node:crypto';
import { AwsError } from '../../kernel/aws-error.ts';
import { decryptUnder, type EncryptionContext, encryptUnder, invalidCiphertext, keyArnOf } from './cryptography/ciphertext.ts';
import { decryptOaep, encryptOaep } from './cryptography/rsa-oaep.ts';
import { findKey, keyOfArn } from './find-key.ts';
import type { Key, KeyMaterial } from './key.ts';
import { checkEnabled } from './key-state.ts';
import { checkAlgorithm, checkUsage } from './key-usage.ts';
import { keyMaterials } from './material/key-material.ts';
import type { KmsPlace } from './state.ts';

/** The part of a request that says how. */
interface Encryption {
  algorithm?: string;
  context?: EncryptionContext;
}

const symmetric = 'SYMMETRIC_DEFAULT';

/**
 * Encrypts under a key that is usable now.
 *
 * @param operation that asks for it
 * @throws AwsError InvalidKeyUsageException, DisabledException, KMSInvalidStateException, ValidationException
 */
export function encryptWith(
  place: KmsPlace,
  key: Key,
  plaintext: Buffer,
  operation: string,
  { algorithm = symmetric, context }: Encryption,
): Buffer {
  checkUsage(key, 'ENCRYPT_DECRYPT', operation);
  checkAlgorithm(key, algorithm);
  if (key.spec !== symmetric) {
    refuseContext(context);
    return encryptOaep(privateKeyOf(place, key), key.spec, algorithm, plaintext);
  }
  const { bytes } = usableMaterials(place, key).at(-1)!;
  const iv = place.random.bytes(12, 'kms', 'iv', key.keyId, key.uses++);
  return encryptUnder(bytes, key.arn, iv, plaintext, context);
}

/**
 * Decrypts a blob under the key that made it, with that material of it.
 *
 * @param reference the key that the caller expects, where one is named; an asymmetric key always is
 * @throws AwsError InvalidCiphertextException, IncorrectKeyException, InvalidKeyUsageException, AccessDeniedException, DisabledException,
 *   KMSInvalidStateException
 */
export function decryptBlob(
  place: KmsPlace,
  blob: Buffer,
  operation: string,
  { algorithm = symmetric, context }: Encryption,
  reference?: string,
): { key: Key; materialId?: string; plaintext: Buffer } {
  const named = reference === undefined ? undefined : findKey(place, reference);
  if (algorithm !== symmetric) {
    if (!named) throw new AwsError('ValidationException', `KeyId is required for the algorithm ${algorithm}.`);
    checkUsage(named, 'ENCRYPT_DECRYPT', operation);
    checkAlgorithm(named, algorithm);
    refuseContext(context);
    const plaintext = decryptOaep(privateKeyOf(place, named), algorithm, blob);
    if (!plaintext) throw invalidCiphertext();
    return { key: named, plaintext };
  }
  const key = keyOfArn(place, keyArnOf(blob));
  if (named && named !== key) {
    throw new AwsError('IncorrectKeyException', 'The key ID in the request does not identify a CMK that can perform this operation.');
  }
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

/**
 * The private key of a pair that is usable now.
 *
 * @throws AwsError DisabledException, KMSInvalidStateException
 */
export function privateKeyOf(place: KmsPlace, key: Key): KeyObject {
  return createPrivateKey({ key: usableMaterials(place, key).at(-1)!.bytes, format: 'der', type: 'pkcs8' });
}

/** @throws AwsError DisabledException, KMSInvalidStateException */
export function usableMaterials(place: KmsPlace, key: Key): KeyMaterial[] {
  checkEnabled(place, key);
  return keyMaterials(place, key);
}

/** @throws AwsError DryRunOperationException, for a request that asks only whether it would succeed */
export function endDryRun(dryRun: boolean | undefined): void {
  if (dryRun) throw new AwsError('DryRunOperationException', 'The request would have succeeded, but the DryRun option is set.');
}

/** @throws AwsError ValidationException */
export function refuseRecipient(recipient: object | undefined): void {
  if (recipient) throw new AwsError('ValidationException', 'Recipient (attestation of Nitro enclaves) is not emulated.');
}

/** The id of the material that encrypts, as KMS shows it for keys of its own. */
export function currentMaterialId({ materials }: Key): string | undefined {
  return materials.at(-1)?.id;
}

function refuseContext(context: EncryptionContext | undefined): void {
  if (context) throw new AwsError('ValidationException', 'An encryption context is for symmetric encryption keys only.');
}
