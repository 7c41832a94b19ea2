import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { algorithmOf, checksumBy } from '../checksums.ts';
import { checkWrite, failed } from '../conditions.ts';
import { type CopySource, copySource } from '../copy-source.ts';
import { etagOf } from '../etag.ts';
import { foundObject } from '../found-object.ts';
import { checkKeyLength } from '../key-length.ts';
import { asked, putting } from '../resources.ts';
import { shownEncryption } from '../shown-encryption.ts';
import type { S3Place } from '../state.ts';
import type { StoredObject } from '../stored-object.ts';
import { tagsInHeader } from '../tag-set.ts';
import { askedEncryption, type NewObjectInput, otherSettings } from './put-object.ts';

interface Input extends NewObjectInput {
  CopySource: string;
  CopySourceIfMatch?: string;
  CopySourceIfNoneMatch?: string;
  CopySourceIfModifiedSince?: Date;
  CopySourceIfUnmodifiedSince?: Date;
  ChecksumAlgorithm?: string;
  MetadataDirective?: string;
  TaggingDirective?: string;
  ExpectedSourceBucketOwner?: string;
}

/**
 * A copy has the headers, metadata and tags of what it is of, or others in their place (MetadataDirective, TaggingDirective).
 *
 * @throws AwsError as GetObject of the source and PutObject; InvalidArgument, InvalidRequest
 */
export const copyObject: Operation<Input, S3Place> = {
  refuses: [
    ...otherSettings,
    ...['AnnotationDirective', 'ObjectLockEventHold', 'ObjectLockEventHoldDurationDays', 'ObjectLockEventHoldDurationYears'],
    ...['CopySourceSSECustomerAlgorithm', 'CopySourceSSECustomerKey', 'CopySourceSSECustomerKeyMD5'],
  ],
  ignores: ['BucketKeyEnabled', 'RequestPayer'],
  asks(input, place) {
    const source = copySource(input.CopySource);
    return [...asked('GetObject', source, place), ...putting(input, place)];
  },
  run(input, { place }) {
    const { Bucket, Key, MetadataDirective = 'COPY', TaggingDirective = 'COPY', ChecksumAlgorithm, Metadata: metadata = {} } = input;
    const bucket = place.s3.bucket(Bucket, input.ExpectedBucketOwner);
    checkKeyLength(Key);
    const encryption = askedEncryption(input, bucket);
    if (!['COPY', 'REPLACE'].includes(MetadataDirective))
      throw new AwsError('InvalidArgument', 'Unknown metadata directive.', {
        fields: { ArgumentName: 'x-amz-metadata-directive', ArgumentValue: MetadataDirective },
      });
    if (!['COPY', 'REPLACE'].includes(TaggingDirective))
      throw new AwsError('InvalidArgument', 'Unknown tagging directive.', {
        fields: { ArgumentName: 'x-amz-tagging-directive', ArgumentValue: TaggingDirective },
      });
    const from = copySource(input.CopySource);
    const source = sourceOf(input, from, place);
    checkWrite(input, bucket.objects.find(Key));
    const { CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, ContentType } = input;
    const headers = { CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, ContentType };
    const replaces = MetadataDirective === 'REPLACE';
    const changes = replaces || input.StorageClass !== undefined || input.ServerSideEncryption !== undefined || bucket.saysEncryption;
    if (from.Bucket === Bucket && from.Key === Key && from.VersionId === undefined && !changes)
      throw new AwsError(
        'InvalidRequest',
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
      );
    const { body, versionId, lastModified: _at, encryption: _there, checksumType, ...kept } = source;
    const etag = etagOf(body, encryption);
    // a sum of parts becomes that of the whole, which a copy is (localstack test_complete_multipart_parts_checksum_composite)
    const by = ChecksumAlgorithm ?? (checksumType && algorithmOf(Object.keys(source.checksum)[0]!));
    const checksum = by === undefined ? source.checksum : checksumBy(by, body);
    const tags = TaggingDirective === 'REPLACE' ? tagsInHeader(input.Tagging) : source.tags;
    const copied = bucket.objects.put({
      ...kept,
      ...(replaces && { ...headers, metadata }),
      tags,
      key: Key,
      body,
      etag,
      checksum,
      encryption,
    });
    return {
      CopyObjectResult: { ETag: etag, LastModified: copied.lastModified, ...checksum, ChecksumType: 'FULL_OBJECT' },
      CopySourceVersionId: versionId,
      VersionId: bucket.objects.told(copied),
      ...shownEncryption(copied.encryption, place),
    };
  },
};

/** A condition that does not hold fails here, where a read would say that nothing is new. */
function sourceOf(input: Input, from: CopySource, place: S3Place): StoredObject {
  const read = {
    ...from,
    IfMatch: input.CopySourceIfMatch,
    IfNoneMatch: input.CopySourceIfNoneMatch,
    IfModifiedSince: input.CopySourceIfModifiedSince,
    IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
    ExpectedBucketOwner: input.ExpectedSourceBucketOwner,
  };
  try {
    return foundObject(read, place, 'GET');
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.code === 'NotModified')
      throw failed(input.CopySourceIfNoneMatch === undefined ? 'x-amz-copy-source-If-Modified-Since' : 'x-amz-copy-source-If-None-Match');
    if (error.code === 'PreconditionFailed')
      throw failed(input.CopySourceIfMatch === undefined ? 'x-amz-copy-source-If-Unmodified-Since' : 'x-amz-copy-source-If-Match');
    if (error.code === 'MethodNotAllowed')
      throw new AwsError('InvalidRequest', 'The source of a copy request may not specifically refer to a delete marker by version id.');
    throw error;
  }
}
