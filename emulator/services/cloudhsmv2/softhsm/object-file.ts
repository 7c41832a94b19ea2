// How SoftHSM 2 keeps an object in a file (ObjectFile.cpp and File.cpp of its source): a number that grows with each change, then its
// attributes, each as type, kind and value; numbers have eight bytes, the highest first.

/** An attribute's value as it stands in a file. */
export type Stored =
  | { kind: 'flag'; value: boolean }
  | { kind: 'number'; value: bigint }
  | { kind: 'bytes'; value: Buffer }
  /** Templates and lists of mechanisms, which are handed on unread. */
  | { kind: 'template' | 'mechanisms'; value: Buffer };

/** By the number that PKCS #11 gives an attribute. */
export type StoredAttributes = ReadonlyMap<number, Stored>;

const kinds = ['flag', 'number', 'bytes', 'template', 'mechanisms'] as const;

/** Undefined for a file that is not, or not yet, written to its end. */
export function readObject(file: Buffer): StoredAttributes | undefined {
  const attributes = new Map<number, Stored>();
  let at = 8;
  const take = (length: number): Buffer => {
    if (length > file.length - at) throw new RangeError('the file ends before the object');
    at += length;
    return file.subarray(at - length, at);
  };
  const number = () => take(8).readBigUInt64BE();
  try {
    while (at < file.length) attributes.set(...readAttribute(take, number));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  return attributes;
}

function readAttribute(take: (length: number) => Buffer, number: () => bigint): [number, Stored] {
  const type = Number(number());
  const kind = kinds[Number(number()) - 1];
  if (kind === undefined) throw new RangeError('an attribute of another kind');
  if (kind === 'flag') return [type, { kind, value: take(1)[0] !== 0 }];
  if (kind === 'number') return [type, { kind, value: number() }];
  const length = Number(number());
  return [type, { kind, value: Buffer.from(take(kind === 'mechanisms' ? 8 * length : length)) }];
}

/** @param generation has to differ from the one before: programs that have the object open look for that */
export function writeObject(attributes: StoredAttributes, generation: bigint): Buffer {
  const parts = [eightBytes(generation)];
  for (const [type, { kind, value }] of [...attributes].toSorted(([a], [b]) => a - b)) {
    parts.push(eightBytes(BigInt(type)), eightBytes(BigInt(kinds.indexOf(kind) + 1)));
    if (kind === 'flag') parts.push(Buffer.from([value ? 0xff : 0]));
    else if (kind === 'number') parts.push(eightBytes(value));
    else parts.push(eightBytes(BigInt(kind === 'mechanisms' ? value.length / 8 : value.length)), value);
  }
  return Buffer.concat(parts);
}

export function eightBytes(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
}
