import { AwsError } from '../../kernel/aws-error.ts';
import { byteRange } from './byte-range.ts';
import { checkRead, type ReadConditions } from './conditions.ts';
import { isDeleteMarker, noSuchKey, noSuchVersion } from './no-object.ts';
import { shownEncryption } from './shown-encryption.ts';
import type { S3Place } from './state.ts';
import type { StoredObject } from './stored-object.ts';

export interface ReadInput extends ReadConditions {
  Bucket: string;
  Key: string;
  VersionId?: string;
  Range?: string;
  ChecksumMode?: string;
  ExpectedBucketOwner?: string;
  ResponseCacheControl?: string;
  ResponseContentDisposition?: string;
  ResponseContentEncoding?: string;
  ResponseContentLanguage?: string;
  ResponseContentType?: string;
  ResponseExpires?: Date;
}

/** Members of a read that are not emulated. */
export const unreadable = ['SSECustomerAlgorithm', 'SSECustomerKey', 'SSECustomerKeyMD5', 'PartNumber'];

/** @throws AwsError NoSuchBucket, NoSuchKey, NoSuchVersion, InvalidArgument, MethodNotAllowed, PreconditionFailed, NotModified */
export function foundObject(input: ReadInput, { s3, clock }: S3Place, Method: 'GET' | 'HEAD'): StoredObject {
  const { Bucket, Key, VersionId } = input;
  checkOverrides(input);
  const bucket = s3.bucket(Bucket, input.ExpectedBucketOwner);
  const object = bucket.objects.version(Key, VersionId);
  if (!object && VersionId !== undefined) throw noSuchVersion(Key, VersionId);
  if (!object || (object.deleted && VersionId === undefined)) throw noSuchKey(Key, object && marked(bucket.objects.told(object)!));
  if (object.deleted) throw isDeleteMarker(Method, { ...marked(bucket.objects.told(object)!), allow: 'DELETE' });
  checkRead(input, object, clock.now());
  return object;
}

/** Headers of answers that a request may set, by its members. */
const overrides = {
  ResponseCacheControl: 'response-cache-control',
  ResponseContentDisposition: 'response-content-disposition',
  ResponseContentEncoding: 'response-content-encoding',
  ResponseContentLanguage: 'response-content-language',
  ResponseContentType: 'response-content-type',
} as const;

/** As recorded; what ends a header is refused alike. */
function checkOverrides(input: ReadInput): void {
  for (const [member, ArgumentName] of Object.entries(overrides)) {
    const ArgumentValue = input[member as keyof typeof overrides];
    if (ArgumentValue === undefined || /^[\t\x20-\x7e\x80-\xff]*$/.test(ArgumentValue)) continue;
    const fields = { ArgumentName, ArgumentValue };
    throw new AwsError('InvalidArgument', 'Header value cannot be represented using ISO-8859-1.', { fields });
  }
}

/** Of what is behind a mark: nothing of its body, but which mark it is. */
function marked(versionId: string): Record<string, string> {
  return { 'x-amz-delete-marker': 'true', 'x-amz-version-id': versionId };
}

/** What GetObject and HeadObject tell of it, in the headers that a request wants to have. @throws AwsError InvalidRange */
export function shownObject(object: StoredObject, input: ReadInput, place: S3Place) {
  const { Bucket, ChecksumMode } = input;
  const bucket = place.s3.bucket(Bucket);
  const { length } = object.body;
  const part = byteRange(input.Range, length);
  const { start, end } = part ?? { start: 0, end: length };
  return {
    AcceptRanges: 'bytes',
    CacheControl: input.ResponseCacheControl ?? object.CacheControl,
    ContentDisposition: input.ResponseContentDisposition ?? object.ContentDisposition,
    ContentEncoding: input.ResponseContentEncoding ?? object.ContentEncoding,
    ContentLanguage: input.ResponseContentLanguage ?? object.ContentLanguage,
    ContentLength: end - start,
    ContentRange: part && `bytes ${start}-${end - 1}/${length}`,
    ContentType: input.ResponseContentType ?? object.ContentType ?? 'binary/octet-stream',
    Expires: input.ResponseExpires,
    Body: object.body.subarray(start, end),
    ETag: object.etag,
    LastModified: object.lastModified,
    Metadata: object.metadata,
    TagCount: object.tags.length || undefined,
    ...shownEncryption(object.encryption, place),
    VersionId: bucket.objects.told(object),
    // the checksum is that of the whole
    ...(ChecksumMode === 'ENABLED' && end - start === length && { ...object.checksum, ChecksumType: object.checksumType ?? 'FULL_OBJECT' }),
  };
}
