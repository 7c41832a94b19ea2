import { AwsError } from '../../kernel/aws-error.ts';
import type { S3Place, StoredObject } from './state.ts';

export interface ReadInput {
  Bucket: string;
  Key: string;
  VersionId?: string;
  IfMatch?: string;
  IfNoneMatch?: string;
  ChecksumMode?: string;
  ExpectedBucketOwner?: string;
}

/** Members of a read that are not emulated. */
export const unreadable = [
  'IfModifiedSince',
  'IfUnmodifiedSince',
  'Range',
  'ResponseCacheControl',
  'ResponseContentDisposition',
  'ResponseContentEncoding',
  'ResponseContentLanguage',
  'ResponseContentType',
  'ResponseExpires',
  'SSECustomerAlgorithm',
  'SSECustomerKey',
  'SSECustomerKeyMD5',
  'PartNumber',
];

/** @throws AwsError NoSuchBucket, NoSuchKey, PreconditionFailed, NotModified */
export function foundObject(input: ReadInput, { s3 }: S3Place): StoredObject {
  const { Bucket, Key, VersionId, IfMatch, IfNoneMatch, ExpectedBucketOwner } = input;
  const object = s3.bucket(Bucket, ExpectedBucketOwner).find(Key, VersionId);
  if (!object && VersionId !== undefined)
    throw new AwsError('NoSuchVersion', 'The specified version does not exist.', { status: 404, fields: { Key, VersionId } });
  if (!object) throw new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404, fields: { Key } });
  if (IfMatch !== undefined && IfMatch !== object.etag)
    throw new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', { status: 412 });
  if (IfNoneMatch !== undefined && IfNoneMatch === object.etag) throw new AwsError('NotModified', 'Not Modified', { status: 304 });
  return object;
}

/** What GetObject and HeadObject tell of it. */
export function shownObject(object: StoredObject, { Bucket, ChecksumMode }: ReadInput, { s3 }: S3Place) {
  const { CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, ContentType = 'binary/octet-stream' } = object;
  const { algorithm, kmsKeyId } = s3.bucket(Bucket).encryption;
  return {
    AcceptRanges: 'bytes',
    CacheControl,
    ContentDisposition,
    ContentEncoding,
    ContentLanguage,
    ContentType,
    ETag: object.etag,
    LastModified: object.lastModified,
    Metadata: object.metadata,
    ServerSideEncryption: algorithm,
    SSEKMSKeyId: kmsKeyId,
    VersionId: object.versionId,
    ...(ChecksumMode === 'ENABLED' && { ChecksumCRC32: object.crc32, ChecksumType: 'FULL_OBJECT' }),
  };
}
