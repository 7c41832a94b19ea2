/**
 * DER, as far as a request and a certificate need it: the libraries that know all of ASN.1 are more than the rest of a function that
 * reads a key out of a request.
 */
export const tags = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
};

/** An element with this content. */
export function element(tag: number, ...content: Uint8Array[]): Buffer {
  const bytes = Buffer.concat(content);
  if (bytes.length < 0x80) return Buffer.concat([Buffer.of(tag, bytes.length), bytes]);
  const hex = bytes.length.toString(16);
  const length = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
  return Buffer.concat([Buffer.of(tag, 0x80 | length.length), length, bytes]);
}

/**
 * What a sequence consists of, each as a whole element.
 *
 * @throws Error where the bytes are not just one sequence
 */
export function partsOf(sequence: Buffer): Buffer[] {
  const { begin, end } = contentOf(sequence, 0);
  if (sequence[0] !== tags.sequence || end !== sequence.length) throw new Error('these bytes are no sequence in DER');
  const parts: Buffer[] = [];
  for (let at = begin; at < end; at += parts.at(-1)!.length) parts.push(sequence.subarray(at, contentOf(sequence, at).end));
  return parts;
}

/** Where the content of the element at `at` begins and ends. */
function contentOf(bytes: Buffer, at: number): { begin: number; end: number } {
  const first = bytes.readUInt8(at + 1);
  if (first === 0x80) throw new Error('these bytes leave a length open, which DER does not');
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  const begin = at + 2 + lengthBytes;
  const end = begin + (lengthBytes === 0 ? first : bytes.readUIntBE(at + 2, lengthBytes));
  if (end > bytes.length) throw new Error('these bytes end before what they hold does');
  return { begin, end };
}
