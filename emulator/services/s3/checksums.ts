import { createHash } from 'node:crypto';
import { AwsError } from '../../kernel/aws-error.ts';
import { crc32, crc32c, crc64nvme } from './crc.ts';

/** Checksums that an object is kept with, Base64; of those that S3 knows, the others are refused by name. */
export interface ObjectChecksum {
  ChecksumCRC32?: string;
  ChecksumCRC32C?: string;
  ChecksumCRC64NVME?: string;
  ChecksumSHA1?: string;
  ChecksumSHA256?: string;
}

/** What a request may bring of its body. */
export interface Checksums extends ObjectChecksum {
  ContentMD5?: string;
}

const algorithms = {
  CRC32: { bytes: 4, of: crc32 },
  CRC32C: { bytes: 4, of: crc32c },
  CRC64NVME: { bytes: 8, of: crc64nvme },
  SHA1: { bytes: 20, of: (body: Buffer) => hashed('sha1', body) },
  SHA256: { bytes: 32, of: (body: Buffer) => hashed('sha256', body) },
};

export type Algorithm = keyof typeof algorithms;

const known = Object.keys(algorithms) as Algorithm[];

export function isAlgorithm(name: string): name is Algorithm {
  return Object.hasOwn(algorithms, name);
}

export function checksumName(algorithm: Algorithm): keyof ObjectChecksum {
  return `Checksum${algorithm}`;
}

export function digest(algorithm: Algorithm, body: Buffer): Buffer {
  return algorithms[algorithm].of(body);
}

/**
 * @returns the checksum that the object is kept with: CRC32 where the request brings none
 * @throws AwsError InvalidDigest, InvalidRequest, BadDigest where the body is not what the sender meant
 */
export function checkedBody(body: Buffer, sums: Checksums): ObjectChecksum {
  checkMd5(body, sums.ContentMD5, 'hex');
  return sentChecksum(body, sums) ?? checksumBy('CRC32', body);
}

/** The checksum that a part brings, if any: of its MD5, it is told in another form what was expected (as recorded). @throws AwsError as a body */
export function checkedPart(body: Buffer, sums: Checksums): ObjectChecksum {
  checkMd5(body, sums.ContentMD5, 'base64');
  return sentChecksum(body, sums) ?? {};
}

function sentChecksum(body: Buffer, sums: ObjectChecksum): ObjectChecksum | undefined {
  if (known.filter((what) => sums[checksumName(what)] !== undefined).length > 1)
    throw new AwsError('InvalidRequest', 'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.');
  let kept: ObjectChecksum | undefined;
  for (const what of known) {
    const name = checksumName(what);
    const sent = sums[name];
    if (sent === undefined) continue;
    if (!isBase64(sent, algorithms[what].bytes))
      throw new AwsError('InvalidRequest', `Value for x-amz-checksum-${what.toLowerCase()} header is invalid.`);
    if (sent !== digest(what, body).toString('base64'))
      throw new AwsError('BadDigest', `The ${what} you specified did not match the calculated checksum.`);
    kept = { [name]: sent };
  }
  return kept;
}

/** @throws AwsError InvalidRequest for another than those that are kept */
export function checksumBy(algorithm: string, body: Buffer): ObjectChecksum {
  if (!isAlgorithm(algorithm))
    throw new AwsError('InvalidRequest', `The checksum ${algorithm}: not emulated; docs/api-coverage.md lists what is`);
  return { [checksumName(algorithm)]: digest(algorithm, body).toString('base64') };
}

/** As lists name it. */
export function algorithmOf(name: string): string {
  return name.replace('Checksum', '');
}

function checkMd5(body: Buffer, sent: string | undefined, form: 'hex' | 'base64'): void {
  if (sent === undefined) return;
  const fields = { 'Content-MD5': sent };
  if (!isBase64(sent, 16)) throw new AwsError('InvalidDigest', 'The Content-MD5 you specified was invalid.', { fields });
  const found = hashed('md5', body).toString('base64');
  if (sent === found) return;
  throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.', {
    fields: { ExpectedDigest: Buffer.from(sent, 'base64').toString(form), CalculatedDigest: found },
  });
}

function isBase64(text: string, bytes: number): boolean {
  const read = Buffer.from(text, 'base64');
  return read.length === bytes && read.toString('base64') === text;
}

function hashed(algorithm: string, body: Buffer): Buffer {
  return createHash(algorithm).update(body).digest();
}
