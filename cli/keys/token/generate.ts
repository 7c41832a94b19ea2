import type { Handle, Template } from 'pkcs11js';
import type { Token } from './open-token.ts';
import { curves } from './read-key.ts';

export type KeyKind =
  | { type: 'aes'; size: 128 | 192 | 256 }
  | { type: 'rsa'; size: 2048 | 3072 | 4096 }
  | { type: 'ec'; curve: keyof typeof curves };

interface NewKey {
  label: string;
  /** Hex. */
  id?: string;
  /** Whether it outlives the session; false for one that only proves something. */
  kept: boolean;
}

/**
 * Makes a key, or a pair under one label. All that it may do is said: what a module assumes of what is not said differs, and CloudHSM
 * would let the key be extracted.
 */
export async function generate(token: Token, kind: KeyKind, key: NewKey): Promise<Handle[]> {
  const { ck, module, session, ask } = token;
  const named = [
    { type: ck.CKA_LABEL, value: key.label },
    { type: ck.CKA_ID, value: Buffer.from(key.id ?? '', 'hex') },
    { type: ck.CKA_TOKEN, value: key.kept },
    { type: ck.CKA_PRIVATE, value: true },
  ];
  const secret = [...named, { type: ck.CKA_SENSITIVE, value: true }, { type: ck.CKA_EXTRACTABLE, value: false }];
  if (kind.type === 'aes') {
    const template = [...secret, ...uses(ck, ['ENCRYPT', 'DECRYPT'], ['SIGN', 'VERIFY', 'WRAP', 'UNWRAP', 'DERIVE'])];
    const size = { type: ck.CKA_VALUE_LEN, value: kind.size / 8 };
    return [await ask('making a key', () => module.C_GenerateKey(session, { mechanism: ck.CKM_AES_KEY_GEN }, [...template, size]))];
  }
  const open: Template = [...named, ...uses(ck, ['VERIFY'], ['ENCRYPT', 'WRAP']), ...shape(ck, kind)];
  const hidden: Template = [...secret, ...uses(ck, ['SIGN'], ['DECRYPT', 'UNWRAP', 'DERIVE'])];
  const mechanism = kind.type === 'rsa' ? ck.CKM_RSA_PKCS_KEY_PAIR_GEN : ck.CKM_EC_KEY_PAIR_GEN;
  const { publicKey, privateKey } = await ask('making a pair of keys', () =>
    module.C_GenerateKeyPair(session, { mechanism }, open, hidden),
  );
  return [publicKey, privateKey];
}

type Use = 'ENCRYPT' | 'DECRYPT' | 'SIGN' | 'VERIFY' | 'WRAP' | 'UNWRAP' | 'DERIVE';

function uses(ck: Token['ck'], yes: Use[], no: Use[]): Template {
  const flags = (names: Use[], value: boolean) => names.map((name) => ({ type: ck[`CKA_${name}`], value }));
  return [...flags(yes, true), ...flags(no, false)];
}

function shape(ck: Token['ck'], kind: Exclude<KeyKind, { type: 'aes' }>): Template {
  if (kind.type === 'ec') return [{ type: ck.CKA_EC_PARAMS, value: Buffer.from(curves[kind.curve].parameters, 'hex') }];
  return [
    { type: ck.CKA_MODULUS_BITS, value: kind.size },
    { type: ck.CKA_PUBLIC_EXPONENT, value: Buffer.from([1, 0, 1]) },
  ];
}
