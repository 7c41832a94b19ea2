import { createECDH, createPrivateKey, type KeyObject } from 'node:crypto';
import type { Seeded } from '../kernel/seeded.ts';

/** As JSON Web Keys call OpenSSL's curves. */
const jwkCurves = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521', secp256k1: 'secp256k1' };

export type Curve = keyof typeof jwkCurves;

export function isSeededCurve(curve: string): curve is Curve {
  return Object.hasOwn(jwkCurves, curve);
}

/** A private key that is a function of the seed and the purpose, as ./rsa-key.ts has them. */
export function seededEcKey(random: Seeded, curve: Curve, ...purpose: (string | number)[]): KeyObject {
  const bytes = Math.ceil(Number(/\d{3}/.exec(curve)![0]) / 8);
  const drawn = random.bytes(bytes, 'ec', ...purpose);
  drawn[0] = 0; // below the order of the curve
  const pair = createECDH(curve);
  pair.setPrivateKey(drawn);
  const point = pair.getPublicKey();
  const part = (from: number) => point.subarray(from, from + bytes).toString('base64url');
  const jwk = { kty: 'EC', crv: jwkCurves[curve], d: drawn.toString('base64url'), x: part(1), y: part(1 + bytes) };
  return createPrivateKey({ key: jwk, format: 'jwk' });
}
