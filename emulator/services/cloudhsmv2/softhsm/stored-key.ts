import { type AttributeValue, generatedKey, type HsmKey, type KeyClass, type KeyType } from '../hsm-key.ts';
import { curveOf, parametersOf, privateNumbers, privatePkcs8, publicNumbers, publicSpki } from './key-material.ts';
import type { Stored, StoredAttributes } from './object-file.ts';

/** Numbers of PKCS #11, and of SoftHSM for its token. */
export const CKA = {
  CLASS: 0x0,
  TOKEN: 0x1,
  PRIVATE: 0x2,
  LABEL: 0x3,
  VALUE: 0x11,
  TRUSTED: 0x86,
  CHECK_VALUE: 0x90,
  KEY_TYPE: 0x100,
  SUBJECT: 0x101,
  ID: 0x102,
  SENSITIVE: 0x103,
  ENCRYPT: 0x104,
  DECRYPT: 0x105,
  WRAP: 0x106,
  UNWRAP: 0x107,
  SIGN: 0x108,
  SIGN_RECOVER: 0x109,
  VERIFY: 0x10a,
  VERIFY_RECOVER: 0x10b,
  DERIVE: 0x10c,
  START_DATE: 0x110,
  END_DATE: 0x111,
  PUBLIC_KEY_INFO: 0x129,
  VALUE_LEN: 0x161,
  EXTRACTABLE: 0x162,
  LOCAL: 0x163,
  NEVER_EXTRACTABLE: 0x164,
  ALWAYS_SENSITIVE: 0x165,
  KEY_GEN_MECHANISM: 0x166,
  MODIFIABLE: 0x170,
  COPYABLE: 0x171,
  DESTROYABLE: 0x172,
  ALWAYS_AUTHENTICATE: 0x202,
  WRAP_WITH_TRUSTED: 0x210,
  OS_USERPIN: 0x8000_534d,
} as const;

const classes: KeyClass[] = ['public-key', 'private-key', 'secret-key'];
const firstClass = 2n;
const types = new Map<KeyType, { number: bigint; made: { pair: bigint } | { secret: bigint } }>([
  ['rsa', { number: 0x0n, made: { pair: 0x0n } }],
  ['ec', { number: 0x3n, made: { pair: 0x1040n } }],
  ['generic-secret', { number: 0x10n, made: { secret: 0x350n } }],
  ['aes', { number: 0x1fn, made: { secret: 0x1080n } }],
]);

const everyKey = ['private-key', 'public-key', 'secret-key'];
const hidden = ['private-key', 'secret-key'];
const open = ['public-key', 'secret-key'];

/** The flags that the CloudHSM CLI has a name for, and the classes that have them in PKCS #11. */
const flags: [string, number, string[]][] = [
  ['token', CKA.TOKEN, everyKey],
  ['private', CKA.PRIVATE, everyKey],
  ['sensitive', CKA.SENSITIVE, hidden],
  ['encrypt', CKA.ENCRYPT, open],
  ['decrypt', CKA.DECRYPT, hidden],
  ['wrap', CKA.WRAP, open],
  ['unwrap', CKA.UNWRAP, hidden],
  ['sign', CKA.SIGN, hidden],
  ['verify', CKA.VERIFY, open],
  ['derive', CKA.DERIVE, everyKey],
  ['trusted', CKA.TRUSTED, open],
  ['extractable', CKA.EXTRACTABLE, hidden],
  ['local', CKA.LOCAL, everyKey],
  ['never-extractable', CKA.NEVER_EXTRACTABLE, hidden],
  ['always-sensitive', CKA.ALWAYS_SENSITIVE, hidden],
  ['modifiable', CKA.MODIFIABLE, everyKey],
  ['destroyable', CKA.DESTROYABLE, everyKey],
  ['wrap-with-trusted', CKA.WRAP_WITH_TRUSTED, hidden],
];

/** What SoftHSM keeps of a key. */
export function storedAttributes(key: HsmKey, mark: Buffer): StoredAttributes {
  const keyClass = key.attributes.class as KeyClass;
  const stored = new Map<number, Stored>(key.stored ?? madeHere(key));
  for (const [name, type, having] of flags) {
    if (having.includes(keyClass)) stored.set(type, flag(key.attributes[name] === true));
  }
  stored.set(CKA.LABEL, bytes(Buffer.from(String(key.attributes.label))));
  stored.set(CKA.ID, bytes(Buffer.concat([mark, idBytes(String(key.attributes.id))])));
  return stored;
}

/** Undefined for an object that is no key, or none of a kind that the CloudHSM CLI knows. */
export function keyOf(
  stored: StoredAttributes,
  markLength: number,
  { reference, owner }: Pick<HsmKey, 'reference' | 'owner'>,
): HsmKey | undefined {
  const keyClass = classes[Number(numberOf(stored, CKA.CLASS) - firstClass)];
  const type = [...types].find(([, { number }]) => number === numberOf(stored, CKA.KEY_TYPE))?.[0];
  if (!keyClass || !type) return undefined;
  const named = flags.map(([name, number]): [string, AttributeValue] => [name, stored.get(number)?.value === true]);
  const id = bytesOf(stored, CKA.ID).subarray(markLength);
  const attributes = Object.fromEntries([...named, ['id', id.length > 0 ? `0x${id.toString('hex')}` : '']]);
  const label = bytesOf(stored, CKA.LABEL).toString();
  try {
    const material = materialOf(keyClass, type, stored);
    const key = generatedKey({ reference, owner, class: keyClass, type, label, curve: curveOf(stored), material, attributes });
    const never = attributes['never-extractable']!;
    return { ...key, attributes: { ...key.attributes, 'never-extractable': never }, stored };
  } catch {
    // an application may create objects of numbers that are no key
    return undefined;
  }
}

function materialOf(keyClass: KeyClass, type: KeyType, stored: StoredAttributes): Buffer {
  if (keyClass === 'secret-key') return bytesOf(stored, CKA.VALUE);
  return keyClass === 'public-key' ? publicSpki(type, stored) : privatePkcs8(type, stored);
}

/** Of a key that was not made over PKCS #11: all that SoftHSM would have written. */
function madeHere({ attributes, material }: HsmKey): Map<number, Stored> {
  const [keyClass, type] = [attributes.class as KeyClass, attributes['key-type'] as KeyType];
  const { number: keyType, made } = types.get(type)!;
  const stored = new Map<number, Stored>([
    [CKA.CLASS, number(firstClass + BigInt(classes.indexOf(keyClass)))],
    [CKA.KEY_TYPE, number(keyType)],
    [CKA.KEY_GEN_MECHANISM, number('pair' in made ? made.pair : made.secret)],
    [CKA.COPYABLE, flag(true)],
    [CKA.START_DATE, bytes()],
    [CKA.END_DATE, bytes()],
  ]);
  const add = (...more: [number, Stored][]) => {
    for (const [name, value] of more) stored.set(name, value);
  };
  if (keyClass === 'secret-key') {
    const check = String(attributes['check-value'] ?? '0x').slice(2);
    add(
      [CKA.VALUE, bytes(material)],
      [CKA.VALUE_LEN, number(BigInt(material.length))],
      [CKA.CHECK_VALUE, bytes(Buffer.from(check, 'hex'))],
    );
    return stored;
  }
  add([CKA.SUBJECT, bytes()], [CKA.PUBLIC_KEY_INFO, bytes()]);
  if (type === 'ec') add(parametersOf(String(attributes.curve)));
  if (keyClass === 'public-key') add([CKA.VERIFY_RECOVER, flag(false)], ...publicNumbers(type, attributes));
  else add([CKA.SIGN_RECOVER, flag(false)], [CKA.ALWAYS_AUTHENTICATE, flag(false)], ...privateNumbers(type, material));
  return stored;
}

function idBytes(id: string): Buffer {
  return /^0x([0-9a-f]{2})+$/i.test(id) ? Buffer.from(id.slice(2), 'hex') : Buffer.from(id);
}

function flag(value: boolean): Stored {
  return { kind: 'flag', value };
}

function number(value: bigint): Stored {
  return { kind: 'number', value };
}

function bytes(value: Buffer = Buffer.alloc(0)): Stored {
  return { kind: 'bytes', value };
}

function numberOf(stored: StoredAttributes, type: number): bigint {
  const value = stored.get(type)?.value;
  return typeof value === 'bigint' ? value : -1n;
}

function bytesOf(stored: StoredAttributes, type: number): Buffer {
  const value = stored.get(type)?.value;
  return value instanceof Buffer ? value : Buffer.alloc(0);
}
