import { type KeyObject, webcrypto } from 'node:crypto';

export type Hash = 'SHA-256' | 'SHA-384' | 'SHA-512';

interface SigningAlgorithm {
  name: string;
  hash: Hash;
  namedCurve?: string;
}

const webCurves: Record<string, string> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' };

/** The WebCrypto name of how a key signs: RSASSA-PKCS1-v1_5, or ECDSA on the key's curve. */
export function signingAlgorithm(key: KeyObject, hash: Hash = 'SHA-256'): SigningAlgorithm {
  if (key.asymmetricKeyType === 'rsa') return { name: 'RSASSA-PKCS1-v1_5', hash };
  const namedCurve = webCurves[key.asymmetricKeyDetails?.namedCurve ?? ''];
  if (key.asymmetricKeyType === 'ec' && namedCurve) return { name: 'ECDSA', hash, namedCurve };
  throw new TypeError(`no signature algorithm for a key of type ${key.asymmetricKeyType}`);
}

/** A key as WebCrypto has it. */
export async function webKey(key: KeyObject, algorithm: SigningAlgorithm): Promise<webcrypto.CryptoKey> {
  const usage = key.type === 'private' ? 'sign' : 'verify';
  return webcrypto.subtle.importKey('jwk', key.export({ format: 'jwk' }), algorithm, true, [usage]);
}
