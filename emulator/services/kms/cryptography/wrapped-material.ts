import { createDecipheriv, type KeyObject } from 'node:crypto';
import { invalidCiphertext } from './ciphertext.ts';
import { decryptOaep } from './rsa-oaep.ts';

/** The initial value of RFC 5649. */
const initialValue = Buffer.from('a65959a6', 'hex');

/**
 * The key material that came wrapped for import: under the wrapping key, or under an AES key that is under it and stands before.
 *
 * @throws AwsError InvalidCiphertextException
 */
export function unwrapped(wrapped: Buffer, wrappingKey: KeyObject, algorithm: string): Buffer {
  const oaep = `RSAES_OAEP_${algorithm.slice(algorithm.indexOf('SHA_'))}`;
  if (algorithm === oaep) return decryptOaep(wrappingKey, oaep, wrapped) ?? refuse();
  const length = wrappingKey.asymmetricKeyDetails!.modulusLength! / 8;
  const aesKey = decryptOaep(wrappingKey, oaep, wrapped.subarray(0, length)) ?? refuse();
  try {
    const decipher = createDecipheriv(`id-aes${aesKey.length * 8}-wrap-pad`, aesKey, initialValue);
    return Buffer.concat([decipher.update(wrapped.subarray(length)), decipher.final()]);
  } catch {
    return refuse();
  }
}

function refuse(): never {
  throw invalidCiphertext();
}
