import { crc32 as zlibCrc32 } from 'node:zlib';

/** A sum by a reflected polynomial that begins and ends with all bits turned, its halves kept apart: numbers hold 32 bits exactly. */
interface Table {
  low: Int32Array;
  high: Int32Array;
}

function tableOf(polynomial: bigint): Table {
  const low = new Int32Array(256);
  const high = new Int32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let sum = BigInt(byte);
    for (let bit = 0; bit < 8; bit++) sum = sum & 1n ? (sum >> 1n) ^ polynomial : sum >> 1n;
    low[byte] = Number(BigInt.asIntN(32, sum));
    high[byte] = Number(BigInt.asIntN(32, sum >> 32n));
  }
  return { low, high };
}

const castagnoli = tableOf(0x82f63b78n);
const nvme = tableOf(0x9a6c9329ac4bc9b5n);

/** https://reveng.sourceforge.io/crc-catalogue/all.htm, CRC-32/ISCSI. */
export function crc32c(body: Buffer): Buffer {
  let sum = -1;
  for (const byte of body) sum = (sum >>> 8) ^ castagnoli.low[(sum ^ byte) & 0xff]!;
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(~sum);
  return bytes;
}

/** The same catalogue, CRC-64/NVME. */
export function crc64nvme(body: Buffer): Buffer {
  let low = -1;
  let high = -1;
  for (const byte of body) {
    const index = (low ^ byte) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ nvme.low[index]!;
    high = (high >>> 8) ^ nvme.high[index]!;
  }
  const bytes = Buffer.alloc(8);
  bytes.writeInt32BE(~high, 0);
  bytes.writeInt32BE(~low, 4);
  return bytes;
}

export function crc32(body: Buffer): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(zlibCrc32(body));
  return bytes;
}
