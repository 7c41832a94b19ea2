import { AwsError } from '../../kernel/aws-error.ts';
import { checkRead, type ReadConditions } from './conditions.ts';
import type { S3Place, StoredObject } from './state.ts';

export interface ReadInput extends ReadConditions {
  Bucket: string;
  Key: string;
  VersionId?: string;
  ChecksumMode?: string;
  ExpectedBucketOwner?: string;
}

/** Members of a read that are not emulated. */
export const unreadable = [
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

/** @throws AwsError NoSuchBucket, NoSuchKey, NoSuchVersion, InvalidArgument, MethodNotAllowed, PreconditionFailed, NotModified */
export function foundObject(input: ReadInput, { s3, clock }: S3Place, Method: 'GET' | 'HEAD'): StoredObject {
  const { Bucket, Key, VersionId } = input;
  const object = s3.bucket(Bucket, input.ExpectedBucketOwner).version(Key, VersionId);
  if (!object && VersionId !== undefined)
    throw new AwsError('NoSuchVersion', 'The specified version does not exist.', { status: 404, fields: { Key, VersionId } });
  if (!object || (object.deleted && VersionId === undefined))
    throw new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404, fields: { Key } });
  if (object.deleted)
    throw new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', {
      status: 405,
      fields: { Method, ResourceType: 'DeleteMarker' },
    });
  checkRead(input, object, clock.now());
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
    ...(ChecksumMode === 'ENABLED' && { ...object.checksum, ChecksumType: 'FULL_OBJECT' }),
  };
}
