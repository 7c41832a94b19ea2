import { createHash, createPrivateKey } from 'node:crypto';
import { AwsError } from '../../../kernel/aws-error.ts';
import type { Key, KeyMaterial } from '../key.ts';
import type { KmsPlace } from '../state.ts';
import { isPairSpec, materialBytes, publicHalf, specOf } from './new-material.ts';

export interface ImportRequest {
  type?: 'NEW_KEY_MATERIAL' | 'EXISTING_KEY_MATERIAL';
  /** The material that is expected, where it is named. */
  id?: string;
  description?: string;
  validTo?: Date;
}

/**
 * Takes material into a key: its first, one that it had, or, of symmetric encryption keys, one that waits for a rotation.
 *
 * @throws AwsError IncorrectKeyMaterialException, KMSInvalidStateException
 */
export function takeIn(place: KmsPlace, key: Key, bytes: Buffer, { type, id: wanted, description, validTo }: ImportRequest): KeyMaterial {
  if (!fits(key, bytes)) throw incorrect();
  const id = createHash('sha256').update(key.keyId).update(bytes).digest('hex');
  const same = [...key.materials, key.pending].find((one) => one?.imported?.id === id);
  const isNew = key.materials.length === 0 || type === 'NEW_KEY_MATERIAL';
  if ((wanted ?? id) !== id || !(same || isNew)) throw incorrect();
  const material = same ?? added(key, id);
  Object.assign(material, { bytes, imported: { id, description: description ?? material.imported?.description, validTo } });
  if (isPairSpec(key.spec)) material.publicKey = publicHalf(bytes);
  if (validTo) expireAt(place, key, material, validTo);
  return material;
}

/** The key can do nothing until the same material is imported again, unless what goes only waited for a rotation. */
export function remove(key: Key, material: KeyMaterial): void {
  if (material === key.pending) key.pending = undefined;
  material.bytes = Buffer.alloc(0);
  material.imported = { ...material.imported!, validTo: undefined, gone: true };
}

/** Whether a key waits for material that was not imported, or is gone. */
export function isPendingImport({ origin, materials }: Key): boolean {
  return origin === 'EXTERNAL' && (materials.length === 0 || materials.some(({ imported }) => imported!.gone));
}

/** KMS deletes what has expired. */
function expireAt(place: KmsPlace, key: Key, material: KeyMaterial, validTo: Date): void {
  place.clock.at('ride', validTo.getTime(), `expire the material of ${key.arn}`, () => {
    if (material.imported!.validTo === validTo) remove(key, material);
  });
}

function added(key: Key, id: string): KeyMaterial {
  const isSymmetric = key.spec === 'SYMMETRIC_DEFAULT';
  const material = { ...(isSymmetric && { id }), bytes: Buffer.alloc(0) };
  if (key.materials.length === 0) key.materials.push(material);
  else if (!isSymmetric) throw incorrect();
  else if (key.pending) throw another(key, id);
  else key.pending = material;
  return material;
}

function another({ arn, pending }: Key, id: string): AwsError {
  const why = `because another key material (id: ${pending!.id}) is pending rotation.`;
  return new AwsError('KMSInvalidStateException', `New key material (id: ${id}) cannot be imported into KMS key ${arn}, ${why}`);
}

function incorrect(): AwsError {
  return new AwsError('IncorrectKeyMaterialException', '');
}

function fits({ spec }: Key, bytes: Buffer): boolean {
  return isPairSpec(spec) ? isPrivateKeyOf(spec, bytes) : bytes.length === materialBytes(spec);
}

function isPrivateKeyOf(spec: string, bytes: Buffer): boolean {
  try {
    return specOf(createPrivateKey({ key: bytes, format: 'der', type: 'pkcs8' })) === spec;
  } catch {
    return false;
  }
}
