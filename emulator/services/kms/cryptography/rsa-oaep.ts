import { constants, createPublicKey, type KeyObject, privateDecrypt, publicEncrypt } from 'node:crypto';
import { AwsError } from '../../../kernel/aws-error.ts';

const hashes: Record<string, { oaepHash: string; bytes: number }> = {
  RSAES_OAEP_SHA_1: { oaepHash: 'sha1', bytes: 20 },
  RSAES_OAEP_SHA_256: { oaepHash: 'sha256', bytes: 32 },
};
const padding = constants.RSA_PKCS1_OAEP_PADDING;

/** @throws AwsError ValidationException where the key is too short for the text */
export function encryptOaep(privateKey: KeyObject, spec: string, algorithm: string, plaintext: Buffer): Buffer {
  const { oaepHash, bytes } = hashes[algorithm]!;
  const most = privateKey.asymmetricKeyDetails!.modulusLength! / 8 - 2 * bytes - 2;
  if (plaintext.length > most) {
    const limit = `cannot encrypt data larger than ${most} bytes.`;
    throw new AwsError('ValidationException', `Algorithm ${algorithm} and key spec ${spec} ${limit}`);
  }
  return publicEncrypt({ key: createPublicKey(privateKey), padding, oaepHash }, plaintext);
}

/** @returns undefined for what was not encrypted so under this key */
export function decryptOaep(key: KeyObject, algorithm: string, ciphertext: Buffer): Buffer | undefined {
  try {
    return privateDecrypt({ key, padding, oaepHash: hashes[algorithm]!.oaepHash }, ciphertext);
  } catch {
    return undefined;
  }
}
