import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { Seeded } from '../../../kernel/seeded.ts';
import { type Curve, seededEcKey } from '../../../pki/ec-key.ts';
import { type KeyLength, seededRsaKey } from '../../../pki/rsa-key.ts';
import type { KeySpec } from '../key-spec.ts';

const curves: Record<string, Curve> = {
  ECC_NIST_P256: 'prime256v1',
  ECC_NIST_P384: 'secp384r1',
  ECC_NIST_P521: 'secp521r1',
  ECC_SECG_P256K1: 'secp256k1',
};

/** Of a secret key. */
export function materialBytes(spec: KeySpec): number {
  return spec === 'SYMMETRIC_DEFAULT' ? 32 : Number(/^HMAC_(\d+)$/.exec(spec)![1]) / 8;
}

/** The only material of a key that is no symmetric encryption key: the bytes of a secret key, a private key as PKCS #8. */
export function newMaterial(random: Seeded, spec: KeySpec, keyId: string): Buffer {
  if (!isPairSpec(spec)) return random.bytes(materialBytes(spec), 'kms', 'material', keyId);
  return newPrivateKey(random, spec, 'kms', 'material', keyId).export({ format: 'der', type: 'pkcs8' });
}

/** @param spec of asymmetric keys */
export function newPrivateKey(random: Seeded, spec: string, ...purpose: (string | number)[]): KeyObject {
  const curve = curves[spec];
  return curve
    ? seededEcKey(random, curve, ...purpose)
    : seededRsaKey(random, Number(/^RSA_(\d+)$/.exec(spec)![1]) as KeyLength, ...purpose);
}

export function isPairSpec(spec: string): boolean {
  return Object.hasOwn(curves, spec) || spec.startsWith('RSA_');
}

/** The spec that a private or public key is of; undefined for one of which KMS has none. */
export function specOf({ asymmetricKeyDetails: { modulusLength, namedCurve } = {} }: KeyObject): string | undefined {
  return modulusLength ? `RSA_${modulusLength}` : Object.keys(curves).find((spec) => curves[spec] === namedCurve);
}

/** As SPKI. @param pkcs8 a private key */
export function publicHalf(pkcs8: Buffer): Buffer {
  return createPublicKey(createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })).export({ format: 'der', type: 'spki' });
}
