import { createHash } from 'node:crypto';
import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { type Checksums, checkBody, crc32Of } from '../checksums.ts';
import { onObject } from '../resources.ts';
import type { ObjectHeaders, S3Place, StoredObject } from '../state.ts';

interface Input extends Checksums, ObjectHeaders {
  Bucket: string;
  Key: string;
  Body?: Buffer;
  Metadata?: Record<string, string>;
  IfMatch?: string;
  IfNoneMatch?: string;
  ServerSideEncryption?: string;
  StorageClass?: string;
  ExpectedBucketOwner?: string;
}

const longestKey = 1024;

/** @throws AwsError NoSuchBucket, BadDigest, KeyTooLongError, PreconditionFailed, InvalidRequest */
export const putObject: Operation<Input, S3Place> = {
  refuses: [
    'ACL',
    'ChecksumCRC32C',
    'ChecksumCRC64NVME',
    'ChecksumSHA512',
    'ChecksumMD5',
    'ChecksumXXHASH64',
    'ChecksumXXHASH3',
    'ChecksumXXHASH128',
    'Expires',
    'GrantFullControl',
    'GrantRead',
    'GrantReadACP',
    'GrantWriteACP',
    'WriteOffsetBytes',
    'WebsiteRedirectLocation',
    'SSECustomerAlgorithm',
    'SSECustomerKey',
    'SSECustomerKeyMD5',
    'SSEKMSKeyId',
    'SSEKMSEncryptionContext',
    'Tagging',
    'ObjectLockMode',
    'ObjectLockRetainUntilDate',
    'ObjectLockLegalHoldStatus',
  ],
  // what is sent says its length and sums itself; whose bill a request goes to is nobody's here
  ignores: ['ContentLength', 'ChecksumAlgorithm', 'BucketKeyEnabled', 'RequestPayer'],
  resources: onObject,
  run(input, { place }) {
    const { Bucket, Key, Body: body = Buffer.alloc(0), Metadata: metadata = {}, ServerSideEncryption, StorageClass = 'STANDARD' } = input;
    const bucket = place.s3.bucket(Bucket, input.ExpectedBucketOwner);
    const { algorithm, kmsKeyId } = bucket.encryption;
    if (Buffer.byteLength(Key) > longestKey)
      throw new AwsError('KeyTooLongError', 'Your key is too long', {
        fields: { Size: Buffer.byteLength(Key), MaxSizeAllowed: longestKey },
      });
    if (StorageClass !== 'STANDARD' || (ServerSideEncryption !== undefined && ServerSideEncryption !== algorithm))
      throw new AwsError('InvalidRequest', 'Another StorageClass or ServerSideEncryption than the bucket’s own is not emulated');
    checkBody(body, input);
    checkConditions(input, bucket.find(Key));
    const { CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, ContentType } = input;
    const headers = { CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, ContentType };
    const etag = `"${createHash('md5').update(body).digest('hex')}"`;
    const { versionId, crc32 } = bucket.put({ key: Key, body, etag, metadata, crc32: crc32Of(body), ...headers });
    return {
      ETag: etag,
      VersionId: versionId,
      ServerSideEncryption: algorithm,
      SSEKMSKeyId: kmsKeyId,
      ChecksumCRC32: crc32,
      ChecksumType: 'FULL_OBJECT',
    };
  },
};

/** @throws AwsError PreconditionFailed, NoSuchKey */
function checkConditions({ Key, IfMatch, IfNoneMatch }: Input, found: StoredObject | undefined): void {
  if (IfNoneMatch !== undefined && IfNoneMatch !== '*')
    throw new AwsError('NotImplemented', 'A header you provided implies functionality that is not implemented', { status: 501 });
  if (IfMatch !== undefined && !found)
    throw new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404, fields: { Key } });
  if ((IfNoneMatch === '*' && found) || (IfMatch !== undefined && found?.etag !== IfMatch))
    throw new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', { status: 412 });
}
