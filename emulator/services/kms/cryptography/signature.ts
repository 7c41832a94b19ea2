import { constants, createHash, createPublicKey, type KeyObject, privateEncrypt, publicDecrypt } from 'node:crypto';
import { AwsError } from '../../../kernel/aws-error.ts';
import { isPssOf, pssEncode } from './emsa-pss.ts';

/** How the digest of each hash begins in PKCS #1 v1.5 (RFC 8017, 9.2, note 1). */
const digestInfo: Record<string, string> = {
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
};

/**
 * The digest that is signed.
 *
 * @param algorithm such as `ECDSA_SHA_256`
 * @throws AwsError ValidationException where a message that is to be a digest is none of the algorithm
 */
export function digestOf(algorithm: string, message: Buffer, type: string): Buffer {
  const digest = createHash(hashOf(algorithm)).update(message).digest();
  if (type === 'RAW') return digest;
  if (message.length !== digest.length) throw new AwsError('ValidationException', `Digest is invalid length for algorithm ${algorithm}.`);
  return message;
}

/** @param salt as long as the digest, for PSS */
export async function signDigest(algorithm: string, privateKey: KeyObject, digest: Buffer, salt: Buffer): Promise<Buffer> {
  const hash = hashOf(algorithm);
  if (algorithm.startsWith('ECDSA')) {
    const secret = Buffer.from(privateKey.export({ format: 'jwk' }).d!, 'base64url');
    return Buffer.from((await curveOf(privateKey)).sign(digest, secret, { prehash: false, format: 'der', lowS: false }));
  }
  if (algorithm.startsWith('RSASSA_PSS')) {
    const bits = privateKey.asymmetricKeyDetails!.modulusLength!;
    return privateEncrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, pssEncode(hash, digest, salt, bits));
  }
  return privateEncrypt({ key: privateKey, padding: constants.RSA_PKCS1_PADDING }, withInfo(hash, digest));
}

export async function isSignature(algorithm: string, privateKey: KeyObject, digest: Buffer, signature: Buffer): Promise<boolean> {
  const key = createPublicKey(privateKey);
  const hash = hashOf(algorithm);
  try {
    if (algorithm.startsWith('ECDSA'))
      return (await curveOf(key)).verify(signature, digest, pointOf(key), { prehash: false, format: 'der', lowS: false });
    if (algorithm.startsWith('RSASSA_PSS'))
      return isPssOf(hash, digest, publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, signature));
    return publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature).equals(withInfo(hash, digest));
  } catch {
    // it is no signature of such a key at all
    return false;
  }
}

/** Node signs what it hashes itself; this library takes a digest. It is loaded when somebody signs. */
async function curveOf(key: KeyObject) {
  const curve = key.asymmetricKeyDetails!.namedCurve;
  if (curve === 'secp256k1') return (await import('@noble/curves/secp256k1.js')).secp256k1;
  const { p256, p384, p521 } = await import('@noble/curves/nist.js');
  return { prime256v1: p256, secp384r1: p384, secp521r1: p521 }[curve as string]!;
}

function pointOf(key: KeyObject): Buffer {
  const { x, y } = key.export({ format: 'jwk' }) as { x: string; y: string };
  return Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
}

function withInfo(hash: string, digest: Buffer): Buffer {
  return Buffer.concat([Buffer.from(digestInfo[hash]!, 'hex'), digest]);
}

function hashOf(algorithm: string): string {
  return `sha${/SHA_(\d+)$/.exec(algorithm)![1]}`;
}
