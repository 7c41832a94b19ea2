import { crc32 as zlibCrc32 } from 'node:zlib';

/**
 * A sum by a reflected polynomial that begins and ends with all bits turned, its halves kept apart: numbers hold 32 bits exactly. What a byte
 * does to the sum stands in the first 256 of a half; after those, what it does with one, two and up to seven others behind it, so that eight
 * bytes are taken at once: an object may have gigabytes.
 */
interface Table {
  low: Int32Array;
  high: Int32Array;
}

function tableOf(polynomial: bigint): Table {
  const low = new Int32Array(8 * 256);
  const high = new Int32Array(8 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let sum = BigInt(byte);
    for (let bit = 0; bit < 8; bit++) sum = sum & 1n ? (sum >> 1n) ^ polynomial : sum >> 1n;
    low[byte] = Number(BigInt.asIntN(32, sum));
    high[byte] = Number(BigInt.asIntN(32, sum >> 32n));
  }
  for (let at = 256; at < low.length; at++) {
    const [before, behind] = [low[at - 256]!, high[at - 256]!];
    low[at] = ((before >>> 8) | (behind << 24)) ^ low[before & 0xff]!;
    high[at] = (behind >>> 8) ^ high[before & 0xff]!;
  }
  return { low, high };
}

const castagnoli = tableOf(0x82f63b78n);
const nvme = tableOf(0x9a6c9329ac4bc9b5n);

/** https://reveng.sourceforge.io/crc-catalogue/all.htm, CRC-32/ISCSI. */
export function crc32c(body: Buffer): Buffer {
  const [, low] = sumOf(body, castagnoli, 0);
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(~low);
  return bytes;
}

/** The same catalogue, CRC-64/NVME. */
export function crc64nvme(body: Buffer): Buffer {
  const [high, low] = sumOf(body, nvme, -1);
  const bytes = Buffer.alloc(8);
  bytes.writeInt32BE(~high, 0);
  bytes.writeInt32BE(~low, 4);
  return bytes;
}

/** @param begin the higher half at the beginning: 0 for sums of 32 bits */
function sumOf(body: Buffer, { low: l, high: h }: Table, begin: 0 | -1): [high: number, low: number] {
  let low = -1;
  let high: number = begin;
  let at = 0;
  for (const whole = body.length - 7; at < whole; at += 8) {
    const a = low ^ (body[at]! | (body[at + 1]! << 8) | (body[at + 2]! << 16) | (body[at + 3]! << 24));
    const b = high ^ (body[at + 4]! | (body[at + 5]! << 8) | (body[at + 6]! << 16) | (body[at + 7]! << 24));
    const [one, two, three, four] = [1792 + (a & 0xff), 1536 + ((a >>> 8) & 0xff), 1280 + ((a >>> 16) & 0xff), 1024 + (a >>> 24)];
    const [five, six, seven, eight] = [768 + (b & 0xff), 512 + ((b >>> 8) & 0xff), 256 + ((b >>> 16) & 0xff), b >>> 24];
    low = l[one]! ^ l[two]! ^ l[three]! ^ l[four]! ^ l[five]! ^ l[six]! ^ l[seven]! ^ l[eight]!;
    high = h[one]! ^ h[two]! ^ h[three]! ^ h[four]! ^ h[five]! ^ h[six]! ^ h[seven]! ^ h[eight]!;
  }
  for (; at < body.length; at++) {
    const index = (low ^ body[at]!) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ l[index]!;
    high = (high >>> 8) ^ h[index]!;
  }
  return [high, low];
}

export function crc32(body: Buffer): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(zlibCrc32(body));
  return bytes;
}
