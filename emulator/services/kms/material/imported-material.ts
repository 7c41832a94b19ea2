import { createHash, createPrivateKey } from 'node:crypto';
import { AwsError } from '../../../kernel/aws-error.ts';
import type { Key, KeyMaterial } from '../key.ts';
import type { KmsPlace } from '../state.ts';
import { isPairSpec, materialBytes, specOf } from './new-material.ts';

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
 * @returns the material
 * @throws AwsError IncorrectKeyMaterialException, KMSInvalidStateException, UnsupportedOperationException
 */
export function takeIn(place: KmsPlace, key: Key, bytes: Buffer, { type, id: wanted, description, validTo }: ImportRequest): KeyMaterial {
  checkFits(key, bytes);
  const id = createHash('sha256').update(key.keyId).update(bytes).digest('hex');
  if (wanted !== undefined && wanted !== id) throw new AwsError('IncorrectKeyMaterialException', '');
  const had = [...key.materials, ...(key.pending ? [key.pending] : [])];
  const same = had.find(({ imported }) => imported!.id === id);
  const isNew = had.length === 0 || (type === 'NEW_KEY_MATERIAL' && !same);
  if (!isNew && !same) throw new AwsError('IncorrectKeyMaterialException', '');
  const material = same ?? { ...(key.spec === 'SYMMETRIC_DEFAULT' && { id }), bytes };
  if (isNew && had.length > 0) setPending(key, material, id);
  else if (isNew) key.materials.push(material);
  Object.assign(material, { bytes, imported: { id, description: description ?? material.imported?.description, validTo } });
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

function setPending(key: Key, material: KeyMaterial, id: string): void {
  if (key.spec !== 'SYMMETRIC_DEFAULT') throw new AwsError('IncorrectKeyMaterialException', '');
  const { pending } = key;
  if (pending) {
    const why = `because another key material (id: ${pending.id}) is pending rotation.`;
    throw new AwsError('KMSInvalidStateException', `New key material (id: ${id}) cannot be imported into KMS key ${key.arn}, ${why}`);
  }
  key.pending = material;
}

function checkFits({ spec }: Key, bytes: Buffer): void {
  if (isPairSpec(spec) ? isPrivateKeyOf(spec, bytes) : bytes.length === materialBytes(spec)) return;
  throw new AwsError('IncorrectKeyMaterialException', '');
}

function isPrivateKeyOf(spec: string, bytes: Buffer): boolean {
  try {
    return specOf(createPrivateKey({ key: bytes, format: 'der', type: 'pkcs8' })) === spec;
  } catch {
    return false;
  }
}
