import { element, tags } from '../../../core/pki/der.ts';

/** An ECDSA signature of PKCS #11, r and s one after the other, as openssl has it. */
export function derOf(raw: Buffer): Buffer {
  const half = raw.length / 2;
  return element(tags.sequence, integer(raw.subarray(0, half)), integer(raw.subarray(half)));
}

/** Without zeros in front, but for the one that says that a number is not below zero. */
function integer(digits: Buffer): Buffer {
  const first = digits.findIndex((digit) => digit !== 0);
  const number = first < 0 ? Buffer.of(0) : digits.subarray(first);
  return element(tags.integer, ...(number[0]! >= 0x80 ? [Buffer.of(0)] : []), number);
}
