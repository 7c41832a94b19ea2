import { createPrivateKey, createPublicKey, type JsonWebKey } from 'node:crypto';
import type { HsmKey, KeyType } from '../hsm-key.ts';
import type { Stored, StoredAttributes } from './object-file.ts';

// Keys of pairs, between the numbers of PKCS #11 and the documents that programs pass around.

const numbers = { n: 0x120, e: 0x122, d: 0x123, p: 0x124, q: 0x125, dp: 0x126, dq: 0x127, qi: 0x128 } as const;
const CKA_VALUE = 0x11;
const CKA_MODULUS_BITS = 0x121;
const CKA_EC_PARAMS = 0x180;
const CKA_EC_POINT = 0x181;

/** Object identifiers, by the names of the CloudHSM CLI. */
const curves: Record<string, string> = {
  secp224r1: '06052b81040021',
  secp256r1: '06082a8648ce3d030107',
  secp384r1: '06052b81040022',
  secp521r1: '06052b81040023',
  secp256k1: '06052b8104000a',
};
const ecPublicKey = Buffer.from('06072a8648ce3d0201', 'hex');

export function curveOf(stored: StoredAttributes): string | undefined {
  const parameters = at(stored, CKA_EC_PARAMS).toString('hex');
  return Object.keys(curves).find((name) => curves[name] === parameters);
}

export function parametersOf(curve: string): [number, Stored] {
  return [CKA_EC_PARAMS, bytes(Buffer.from(curves[curve]!, 'hex'))];
}

/** @throws Error where the numbers are no key */
export function publicSpki(type: KeyType, stored: StoredAttributes): Buffer {
  if (type === 'rsa') return createPublicKey({ key: rsa(stored, 'n', 'e'), format: 'jwk' }).export({ format: 'der', type: 'spki' });
  // the point stands in an OCTET STRING
  const wrapped = at(stored, CKA_EC_POINT);
  const point = wrapped.subarray(wrapped.indexOf(0x04, 1));
  const algorithm = der(0x30, ecPublicKey, at(stored, CKA_EC_PARAMS));
  const spki = der(0x30, algorithm, der(0x03, Buffer.from([0]), point));
  return createPublicKey({ key: spki, format: 'der', type: 'spki' }).export({ format: 'der', type: 'spki' });
}

/** @throws Error where the numbers are no key */
export function privatePkcs8(type: KeyType, stored: StoredAttributes): Buffer {
  const key =
    type === 'rsa'
      ? createPrivateKey({ key: rsa(stored, 'n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'), format: 'jwk' })
      : createPrivateKey({ key: ecPrivateKey(stored), format: 'der', type: 'sec1' });
  return key.export({ format: 'der', type: 'pkcs8' });
}

export function publicNumbers(type: KeyType, attributes: HsmKey['attributes']): [number, Stored][] {
  const hex = (name: string) => Buffer.from(String(attributes[name]).slice(2), 'hex');
  if (type === 'ec') return [[CKA_EC_POINT, bytes(der(0x04, hex('ec-point')))]];
  return [
    [numbers.n, bytes(hex('modulus'))],
    [numbers.e, bytes(hex('public-exponent'))],
    [CKA_MODULUS_BITS, { kind: 'number', value: BigInt(attributes['modulus-size-bits'] as number) }],
  ];
}

export function privateNumbers(type: KeyType, pkcs8: Buffer): [number, Stored][] {
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  if (type === 'ec') {
    const sec1 = key.export({ format: 'der', type: 'sec1' });
    // SEQUENCE { INTEGER 1, OCTET STRING …
    const version = sec1.indexOf(Buffer.from('020101', 'hex'));
    const length = sec1[version + 4]!;
    return [[CKA_VALUE, bytes(sec1.subarray(version + 5, version + 5 + length))]];
  }
  const jwk = key.export({ format: 'jwk' }) as Record<keyof typeof numbers, string>;
  return Object.entries(numbers).map(([name, type]) => [type, bytes(Buffer.from(jwk[name as keyof typeof numbers], 'base64url'))]);
}

function rsa(stored: StoredAttributes, ...names: (keyof typeof numbers)[]): JsonWebKey {
  return { kty: 'RSA', ...Object.fromEntries(names.map((name) => [name, at(stored, numbers[name]).toString('base64url')])) };
}

function ecPrivateKey(stored: StoredAttributes): Buffer {
  return der(0x30, Buffer.from('020101', 'hex'), der(0x04, at(stored, CKA_VALUE)), der(0xa0, at(stored, CKA_EC_PARAMS)));
}

/** Of less than 256 bytes, as the keys of curves are. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const length = content.length < 128 ? [content.length] : [0x81, content.length];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

function at(stored: StoredAttributes, type: number): Buffer {
  const value = stored.get(type)?.value;
  return value instanceof Buffer ? value : Buffer.alloc(0);
}

function bytes(value: Buffer): Stored {
  return { kind: 'bytes', value };
}
