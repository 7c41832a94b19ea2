import { expect, it } from 'vitest';
import { crc32c, crc64nvme } from '../../../emulator/services/s3/crc.ts';

// "check" of https://reveng.sourceforge.io/crc-catalogue/all.htm, and for what takes eight bytes at once a byte at a time
it.each([
  ['CRC-32/ISCSI', crc32c, 'e3069283', 32n, 0x82f63b78n],
  ['CRC-64/NVME', crc64nvme, 'ae8b14860a799888', 64n, 0x9a6c9329ac4bc9b5n],
] as const)('%s is what the catalogue says, of a body of any length', (_, sum, check, bits, polynomial) => {
  const all = (1n << bits) - 1n;
  const slowly = (body: Buffer) => {
    let register = all;
    for (const byte of body) {
      register ^= BigInt(byte);
      for (let bit = 0; bit < 8; bit++) register = register & 1n ? (register >> 1n) ^ polynomial : register >> 1n;
    }
    return (register ^ all).toString(16).padStart(Number(bits) / 4, '0');
  };
  expect(sum(Buffer.from('123456789')).toString('hex')).toBe(check);
  for (let length = 0; length < 40; length++) {
    const body = Buffer.from(Array.from({ length }, (_, at) => (at * 89 + length * 7) & 0xff));
    expect([length, sum(body).toString('hex')]).toEqual([length, slowly(body)]);
  }
});
