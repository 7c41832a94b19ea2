import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { Bucket } from '../bucket.ts';
import type { Encryption } from '../bucket-settings.ts';
import { type Checksums, checkedBody } from '../checksums.ts';
import { checkWrite } from '../conditions.ts';
import { etagOf } from '../etag.ts';
import { checkKeyLength } from '../key-length.ts';
import type { ObjectHeaders } from '../object-headers.ts';
import { putting } from '../resources.ts';
import { shownEncryption } from '../shown-encryption.ts';
import type { S3Place } from '../state.ts';
import { tagsInHeader } from '../tag-set.ts';

/** What puts and copies take of the object that they make. */
export interface NewObjectInput extends ObjectHeaders {
  Bucket: string;
  Key: string;
  Metadata?: Record<string, string>;
  IfMatch?: string;
  IfNoneMatch?: string;
  ServerSideEncryption?: string;
  StorageClass?: string;
  /** As a query. */
  Tagging?: string;
  ExpectedBucketOwner?: string;
}

interface Input extends NewObjectInput, Checksums {
  Body?: Buffer;
}

/** Sums of a body that are not checked, and so refused. */
export const otherChecksums = ['ChecksumSHA512', 'ChecksumMD5', 'ChecksumXXHASH64', 'ChecksumXXHASH3', 'ChecksumXXHASH128'];

/** What of an object nothing here reads. */
export const otherSettings = [
  'ACL',
  'Expires',
  'GrantFullControl',
  'GrantRead',
  'GrantReadACP',
  'GrantWriteACP',
  'WebsiteRedirectLocation',
  'SSECustomerAlgorithm',
  'SSECustomerKey',
  'SSECustomerKeyMD5',
  'SSEKMSKeyId',
  'SSEKMSEncryptionContext',
  'ObjectLockMode',
  'ObjectLockRetainUntilDate',
  'ObjectLockLegalHoldStatus',
];

/**
 * How a new object is encrypted: as it says, else as its bucket does.
 *
 * @throws AwsError InvalidRequest for another storage class, and for aws:kms:dsse
 */
export function askedEncryption(
  { StorageClass = 'STANDARD', ServerSideEncryption: asked }: Pick<Input, 'StorageClass' | 'ServerSideEncryption'>,
  { encryption }: Bucket,
): Encryption {
  if (StorageClass !== 'STANDARD' || (asked !== undefined && !['AES256', 'aws:kms'].includes(asked)))
    throw new AwsError(
      'InvalidRequest',
      'Another StorageClass than STANDARD, and a ServerSideEncryption beyond AES256 and aws:kms, is not emulated',
    );
  return asked === undefined || asked === encryption.algorithm ? encryption : { algorithm: asked };
}

/** With tags, IAM asks for s3:PutObjectTagging, too. @throws AwsError NoSuchBucket, InvalidDigest, BadDigest, KeyTooLongError, PreconditionFailed, NotImplemented, InvalidRequest, InvalidArgument, InvalidTag */
export const putObject: Operation<Input, S3Place> = {
  refuses: [...otherChecksums, ...otherSettings, 'WriteOffsetBytes'],
  // what is sent says its length and sums itself; whose bill a request goes to is nobody's here
  ignores: ['ContentLength', 'ChecksumAlgorithm', 'BucketKeyEnabled', 'RequestPayer'],
  asks: putting,
  run(input, { place }) {
    const { Bucket, Key, Body: body = Buffer.alloc(0), Metadata: metadata = {} } = input;
    const bucket = place.s3.bucket(Bucket, input.ExpectedBucketOwner);
    checkKeyLength(Key);
    const encryption = askedEncryption(input, bucket);
    const tags = tagsInHeader(input.Tagging);
    const checksum = checkedBody(body, input);
    checkWrite(input, bucket.objects.find(Key));
    const { CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, ContentType } = input;
    const headers = { CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, ContentType };
    const etag = etagOf(body, encryption);
    const { versionId } = bucket.objects.put({ key: Key, body, etag, metadata, tags, checksum, encryption, ...headers });
    return {
      ETag: etag,
      VersionId: versionId,
      ...shownEncryption(encryption, place),
      ...checksum,
      ChecksumType: 'FULL_OBJECT',
    };
  },
};
