import type { Handle } from 'pkcs11js';
import type { KeyClass } from './find-keys.ts';
import type { Token } from './open-token.ts';

/** What is known of a key without its secret. */
export interface Key {
  label: string;
  /** Hex. */
  id: string;
  class: KeyClass;
  type: 'aes' | 'rsa' | 'ec' | 'generic' | 'other';
  /** Bits; null where the type has none. */
  size: number | null;
  /** It outlives the session. */
  token: boolean;
  sensitive: boolean;
  extractable: boolean;
  uses: string[];
}

const usesOf = ['encrypt', 'decrypt', 'sign', 'verify', 'wrap', 'unwrap', 'derive'] as const;

/** Reads a key's attributes, one by one: a key does not have all of them, and one that it has not would fail a whole read. */
export function readKey({ ck, module, session, ask }: Token, key: Handle): Promise<Key> {
  return ask('reading a key', () => {
    const read = (type: number): Buffer => {
      try {
        return module.C_GetAttributeValue(session, key, [{ type }])[0]!.value as Buffer;
      } catch (error) {
        if (/ATTRIBUTE/.test((error as Error).message)) return Buffer.alloc(0);
        throw error;
      }
    };
    const flag = (type: number) => read(type)[0] === 1;
    const number = (type: number) => littleEndian(read(type));
    const flags = {
      encrypt: ck.CKA_ENCRYPT,
      decrypt: ck.CKA_DECRYPT,
      sign: ck.CKA_SIGN,
      verify: ck.CKA_VERIFY,
      wrap: ck.CKA_WRAP,
      unwrap: ck.CKA_UNWRAP,
      derive: ck.CKA_DERIVE,
    };
    const kind = number(ck.CKA_CLASS);
    const type = nameOfType(ck, number(ck.CKA_KEY_TYPE));
    return {
      label: read(ck.CKA_LABEL).toString(),
      id: read(ck.CKA_ID).toString('hex'),
      class: kind === ck.CKO_PUBLIC_KEY ? 'public' : kind === ck.CKO_PRIVATE_KEY ? 'private' : 'secret',
      type,
      size:
        type === 'rsa'
          ? 8 * read(ck.CKA_MODULUS).length
          : type === 'ec'
            ? curveBits(read(ck.CKA_EC_PARAMS))
            : 8 * number(ck.CKA_VALUE_LEN) || null,
      token: flag(ck.CKA_TOKEN),
      sensitive: flag(ck.CKA_SENSITIVE),
      extractable: flag(ck.CKA_EXTRACTABLE),
      uses: usesOf.filter((use) => flag(flags[use])),
    };
  });
}

function nameOfType(ck: Token['ck'], type: number): Key['type'] {
  const names = new Map<number, Key['type']>([
    [ck.CKK_AES, 'aes'],
    [ck.CKK_RSA, 'rsa'],
    [ck.CKK_EC, 'ec'],
    [ck.CKK_GENERIC_SECRET, 'generic'],
  ]);
  return names.get(type) ?? 'other';
}

/**
 * By the object identifier of the curve: those that CloudHSM has.
 *
 * https://docs.aws.amazon.com/cloudhsm/latest/userguide/pkcs11-key-types.html
 */
export const curves = {
  'P-224': { parameters: '06052b81040021', bits: 224 },
  'P-256': { parameters: '06082a8648ce3d030107', bits: 256 },
  'P-384': { parameters: '06052b81040022', bits: 384 },
  'P-521': { parameters: '06052b81040023', bits: 521 },
  secp256k1: { parameters: '06052b8104000a', bits: 256 },
} as const;

function curveBits(parameters: Buffer): number | null {
  return Object.values(curves).find((curve) => curve.parameters === parameters.toString('hex'))?.bits ?? null;
}

function littleEndian(value: Buffer): number {
  return value.length === 0 ? 0 : value.readUIntLE(0, Math.min(6, value.length));
}
