import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError } from '../../kernel/aws-error.ts';

/** Checksums that an object is kept with, Base64; of those that S3 knows, the others are refused by name. */
export interface ObjectChecksum {
  ChecksumCRC32?: string;
  ChecksumSHA1?: string;
  ChecksumSHA256?: string;
}

/** What a request may bring of its body. */
export interface Checksums extends ObjectChecksum {
  ContentMD5?: string;
}

const algorithms: Record<keyof ObjectChecksum, { bytes: number; of(body: Buffer): string }> = {
  ChecksumCRC32: { bytes: 4, of: crc32Of },
  ChecksumSHA1: { bytes: 20, of: (body) => hashed('sha1', body) },
  ChecksumSHA256: { bytes: 32, of: (body) => hashed('sha256', body) },
};

/**
 * @returns the checksum that the object is kept with: CRC32 where the request brings none
 * @throws AwsError InvalidDigest, InvalidRequest, BadDigest where the body is not what the sender meant
 */
export function checkedBody(body: Buffer, sums: Checksums): ObjectChecksum {
  checkMd5(body, sums.ContentMD5);
  let kept: ObjectChecksum | undefined;
  for (const name of Object.keys(algorithms) as (keyof ObjectChecksum)[]) {
    const sent = sums[name];
    if (sent === undefined) continue;
    const { bytes, of } = algorithms[name];
    const what = algorithmOf(name);
    if (!isBase64(sent, bytes)) throw new AwsError('InvalidRequest', `Value for x-amz-checksum-${what.toLowerCase()} header is invalid.`);
    if (sent !== of(body)) throw new AwsError('BadDigest', `The ${what} you specified did not match the calculated checksum.`);
    kept = { [name]: sent };
  }
  return kept ?? { ChecksumCRC32: crc32Of(body) };
}

/** @throws AwsError InvalidRequest for another than those that are kept */
export function checksumBy(algorithm: string, body: Buffer): ObjectChecksum {
  const found = (Object.keys(algorithms) as (keyof ObjectChecksum)[]).find((name) => algorithmOf(name) === algorithm);
  if (!found) throw new AwsError('InvalidRequest', `The checksum ${algorithm}: not emulated; docs/api-coverage.md lists what is`);
  return { [found]: algorithms[found].of(body) };
}

/** As lists name it. */
export function algorithmOf(name: string): string {
  return name.replace('Checksum', '');
}

function checkMd5(body: Buffer, sent: string | undefined): void {
  if (sent === undefined) return;
  const fields = { 'Content-MD5': sent };
  if (!isBase64(sent, 16)) throw new AwsError('InvalidDigest', 'The Content-MD5 you specified was invalid.', { fields });
  const found = hashed('md5', body);
  if (sent === found) return;
  throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.', {
    fields: { ExpectedDigest: Buffer.from(sent, 'base64').toString('hex'), CalculatedDigest: found },
  });
}

function isBase64(text: string, bytes: number): boolean {
  const read = Buffer.from(text, 'base64');
  return read.length === bytes && read.toString('base64') === text;
}

function crc32Of(body: Buffer): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return bytes.toString('base64');
}

function hashed(algorithm: string, body: Buffer): string {
  return createHash(algorithm).update(body).digest('base64');
}
