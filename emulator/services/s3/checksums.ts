import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError } from '../../kernel/aws-error.ts';

/** Checksums that a request may bring of its body, Base64. The others that S3 knows are refused by name. */
export interface Checksums {
  ContentMD5?: string;
  ChecksumCRC32?: string;
  ChecksumSHA1?: string;
  ChecksumSHA256?: string;
}

/** @throws AwsError BadDigest where the body is not what the sender meant */
export function checkBody(body: Buffer, sums: Checksums): void {
  const { ContentMD5, ...named } = sums;
  if (ContentMD5 !== undefined && ContentMD5 !== hashed('md5', body))
    throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  const found: Omit<Checksums, 'ContentMD5'> = {
    ChecksumCRC32: crc32Of(body),
    ChecksumSHA1: hashed('sha1', body),
    ChecksumSHA256: hashed('sha256', body),
  };
  for (const name of Object.keys(found) as (keyof typeof found)[]) {
    if (named[name] === undefined || named[name] === found[name]) continue;
    const what = name.replace('Checksum', '');
    throw new AwsError('BadDigest', `The ${what} you specified did not match the calculated checksum.`);
  }
}

export function crc32Of(body: Buffer): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return bytes.toString('base64');
}

function hashed(algorithm: string, body: Buffer): string {
  return createHash(algorithm).update(body).digest('base64');
}
