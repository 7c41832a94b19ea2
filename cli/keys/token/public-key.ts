import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Handle } from 'pkcs11js';
import { element, tags } from '../../../core/pki/der.ts';
import { CommandError, exitCodes } from '../../exit.ts';
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
  if (type !== 'ec') throw unknownKind(type);
  const [parameters, wrapped] = await Promise.all([read(ck.CKA_EC_PARAMS), read(ck.CKA_EC_POINT)]);
  const curve = Object.values(curves).find(({ parameters: known }) => known === parameters.toString('hex'));
  if (!curve) throw unknownKind(`ec, on the curve ${parameters.toString('hex')}`);
  // the point is x and y at the end of what stands there, whether it is wrapped as the standard says or not
  const point = wrapped.subarray(-2 * Math.ceil(curve.bits / 8));
  const algorithm = element(tags.sequence, element(tags.objectIdentifier, ecPublicKey), parameters);
  // no unused bits, and the mark of a point that is not compressed
  const spki = element(tags.sequence, algorithm, element(tags.bitString, Buffer.of(0, 4), point));
  return createPublicKey({ format: 'der', type: 'spki', key: spki });
}

/** RFC 5480 */
const ecPublicKey = Buffer.from('2a8648ce3d0201', 'hex');

function unknownKind(type: string): CommandError {
  const remedy = 'take what knows it, such as cloudhsm-cli';
  return new CommandError(`the key is of a type that hsm does not know (${type})`, exitCodes.badInput, 'KeyNotForThis', { remedy });
}
