import { createECDH, createPrivateKey, type KeyObject } from 'node:crypto';
import type { Seeded } from '../../kernel/seeded.ts';
import { type KeyLength, seededRsaKey } from '../../pki/rsa-key.ts';
import type { KeyAlgorithm } from './authority.ts';

const curves = {
  EC_prime256v1: { name: 'prime256v1', web: 'P-256', bytes: 32 },
  EC_secp384r1: { name: 'secp384r1', web: 'P-384', bytes: 48 },
  EC_secp521r1: { name: 'secp521r1', web: 'P-521', bytes: 66 },
};

export const keyAlgorithms: string[] = ['RSA_2048', 'RSA_3072', 'RSA_4096', ...Object.keys(curves)];

/** A CA's private key: the same for the same seed and purpose. */
export function authorityKey(random: Seeded, algorithm: KeyAlgorithm, ...purpose: string[]): KeyObject {
  if (algorithm === 'RSA_2048' || algorithm === 'RSA_3072' || algorithm === 'RSA_4096') {
    return seededRsaKey(random, Number(algorithm.slice(4)) as KeyLength, 'acm-pca', ...purpose);
  }
  const { name, web, bytes } = curves[algorithm];
  const scalar = random.bytes(bytes, 'acm-pca', 'ec', ...purpose);
  scalar[0]! &= bytes === 66 ? 0 : 0x7f; // below the order of the curve
  const pair = createECDH(name);
  pair.setPrivateKey(scalar);
  const point = pair.getPublicKey();
  const coordinate = (index: number) => point.subarray(1 + index * bytes, 1 + (index + 1) * bytes).toString('base64url');
  return createPrivateKey({
    key: { kty: 'EC', crv: web, d: scalar.toString('base64url'), x: coordinate(0), y: coordinate(1) },
    format: 'jwk',
  });
}
