import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Handle } from 'pkcs11js';
import type { Token } from './open-token.ts';
import { curves, readKey } from './read-key.ts';

/** A public key as Node has it, from its attributes. */
export async function publicKeyOf(token: Token, key: Handle): Promise<KeyObject> {
  const { ck, module, session, ask } = token;
  const { type } = await readKey(token, key);
  const read = (attribute: number) =>
    ask('reading a public key', () => module.C_GetAttributeValue(session, key, [{ type: attribute }])[0]!.value as Buffer);
  if (type === 'rsa') {
    const [n, e] = await Promise.all([read(ck.CKA_MODULUS), read(ck.CKA_PUBLIC_EXPONENT)]);
    return createPublicKey({ format: 'jwk', key: { kty: 'RSA', n: n.toString('base64url'), e: e.toString('base64url') } });
  }
  const [parameters, wrapped] = await Promise.all([read(ck.CKA_EC_PARAMS), read(ck.CKA_EC_POINT)]);
  const [name, curve] = Object.entries(curves).find(([, { parameters: known }]) => known === parameters.toString('hex')) ?? [];
  if (!name || !curve) throw new Error(`the curve ${parameters.toString('hex')} is not known`);
  // the point is x and y at the end of what stands there, whether it is wrapped as the standard says or not
  const half = Math.ceil(curve.bits / 8);
  const [x, y] = [wrapped.subarray(-2 * half, -half), wrapped.subarray(-half)];
  return createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: name, x: x.toString('base64url'), y: y.toString('base64url') } });
}
