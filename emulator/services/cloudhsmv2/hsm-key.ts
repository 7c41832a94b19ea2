import { createCipheriv, createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { StoredAttributes } from './softhsm/object-file.ts';

export type KeyClass = 'secret-key' | 'public-key' | 'private-key';
export type KeyType = 'aes' | 'generic-secret' | 'rsa' | 'ec';

/** A key in the hardware of a cluster. It is never changed, only replaced, so that backups may hold it too. */
export interface HsmKey {
  /** Sixteen digits after 0x; the same on every HSM. */
  readonly reference: string;
  /** The crypto user who made it. */
  readonly owner: string;
  /** By the names and in the order of the CloudHSM CLI's reference. */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** A secret key's bytes, a private key as PKCS #8, a public one as SubjectPublicKeyInfo. */
  readonly material: Buffer;
  /** Of one that was made over PKCS #11: all of its attributes as the store keeps them. */
  readonly stored?: StoredAttributes;
}

export type AttributeValue = string | number | boolean;

interface NewKey extends Pick<HsmKey, 'reference' | 'owner' | 'material'> {
  class: KeyClass;
  type: KeyType;
  label: string;
  /** Of an elliptic curve's keys. */
  curve?: string;
  /** Where they differ from the defaults. */
  attributes?: Record<string, AttributeValue>;
}

/** A key that was generated in the hardware. */
export function generatedKey({ reference, owner, material, class: keyClass, type, label, curve, attributes = {} }: NewKey): HsmKey {
  const isPublic = keyClass === 'public-key';
  const isSecret = keyClass === 'secret-key';
  const check: Record<string, string> = type === 'generic-secret' ? {} : { 'check-value': checkValue(keyClass, material) };
  const flags = {
    encrypt: false,
    decrypt: false,
    token: true,
    'always-sensitive': !isPublic,
    derive: false,
    destroyable: true,
    extractable: true,
    local: true,
    modifiable: true,
    'never-extractable': false,
    private: true,
    sensitive: !isPublic,
    sign: isSecret,
    trusted: false,
    unwrap: false,
    verify: isSecret,
    wrap: false,
    'wrap-with-trusted': false,
  };
  const all = { 'key-type': type, label, id: '', ...check, class: keyClass, ...flags, ...measured(keyClass, type, material, curve) };
  const set = { ...all, ...attributes };
  const never = keyClass !== 'public-key' && set.extractable === false;
  return { reference, owner, material, attributes: { ...set, 'never-extractable': never } };
}

function checkValue(keyClass: KeyClass, material: Buffer): string {
  if (keyClass === 'secret-key') {
    const cipher = createCipheriv(`aes-${material.length * 8}-ecb`, material, null);
    return `0x${cipher.update(Buffer.alloc(16)).toString('hex', 0, 3)}`;
  }
  const spki = publicKey(keyClass, material).export({ format: 'der', type: 'spki' });
  return `0x${createHash('sha1').update(spki).digest('hex').slice(0, 6)}`;
}

/** The public half of a pair's key. */
function publicKey(keyClass: KeyClass, material: Buffer): KeyObject {
  if (keyClass === 'public-key') return createPublicKey({ key: material, format: 'der', type: 'spki' });
  return createPublicKey(createPrivateKey({ key: material, format: 'der', type: 'pkcs8' }));
}

function measured(keyClass: KeyClass, type: KeyType, material: Buffer, curve = ''): Record<string, AttributeValue> {
  if (keyClass === 'secret-key') return { 'key-length-bytes': material.length };
  if (type === 'ec') {
    const point = publicKey(keyClass, material).export({ format: 'der', type: 'spki' }).subarray(-pointLength(curve));
    const length = keyClass === 'public-key' ? point.length : material.length;
    return { 'key-length-bytes': length, 'ec-point': `0x${point.toString('hex')}`, curve };
  }
  const { n, e } = publicKey(keyClass, material).export({ format: 'jwk' }) as { n: string; e: string };
  const modulus = Buffer.from(n, 'base64url');
  return {
    'key-length-bytes': keyClass === 'public-key' ? modulus.length * 2 : material.length,
    'public-exponent': `0x${Buffer.from(e, 'base64url').toString('hex').padStart(6, '0')}`,
    modulus: `0x${modulus.toString('hex')}`,
    'modulus-size-bits': modulus.length * 8,
  };
}

/** Uncompressed: 04 and two coordinates. */
function pointLength(curve: string): number {
  const bits = Number(/\d{3}/.exec(curve)![0]);
  return 1 + 2 * Math.ceil(bits / 8);
}
