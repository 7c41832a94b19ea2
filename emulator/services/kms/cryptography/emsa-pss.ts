import { createHash } from 'node:crypto';

/**
 * EMSA-PSS of a digest (RFC 8017, 9.1), with a salt as long as the digest and MGF1 over the same hash, as KMS has it. Node pads what it
 * hashes itself, and takes no digest.
 *
 * @param bits of the modulus
 */
export function pssEncode(hash: string, digest: Buffer, salt: Buffer, bits: number): Buffer {
  const length = bits / 8;
  const block = Buffer.alloc(length - digest.length - 1);
  block[block.length - salt.length - 1] = 1;
  salt.copy(block, block.length - salt.length);
  const seed = saltedHash(hash, digest, salt);
  return Buffer.concat([masked(hash, block, seed), seed, Buffer.from([0xbc])]);
}

/** Whether an encoded message is one of this digest. */
export function isPssOf(hash: string, digest: Buffer, encoded: Buffer): boolean {
  const seed = encoded.subarray(-digest.length - 1, -1);
  const block = masked(hash, encoded.subarray(0, -digest.length - 1), seed);
  const salt = block.subarray(-digest.length);
  return encoded.equals(pssEncode(hash, digest, salt, encoded.length * 8));
}

function saltedHash(hash: string, digest: Buffer, salt: Buffer): Buffer {
  return createHash(hash).update(Buffer.alloc(8)).update(digest).update(salt).digest();
}

/** Under MGF1 of a seed, which is a digest. The first bit stays free, so that the number is below the modulus. */
function masked(hash: string, block: Buffer, seed: Buffer): Buffer {
  const blocks = Array.from({ length: Math.ceil(block.length / seed.length) }, (_, index) => {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(index);
    return createHash(hash).update(seed).update(counter).digest();
  });
  const mask = Buffer.concat(blocks);
  const result = Buffer.from(block.map((byte, index) => byte ^ mask[index]!));
  result[0]! &= 0x7f;
  return result;
}
