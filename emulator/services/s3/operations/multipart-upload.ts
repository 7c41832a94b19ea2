import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { Bucket } from '../bucket.ts';
import { type Checksums, checkedPart } from '../checksums.ts';
import { checkUnchanged, checkWrite } from '../conditions.ts';
import { etagOf } from '../etag.ts';
import { checkKeyLength } from '../key-length.ts';
import type { ObjectHeaders } from '../object-headers.ts';
import { onObject, putting } from '../resources.ts';
import { shownEncryption } from '../shown-encryption.ts';
import type { S3Place } from '../state.ts';
import { tagsInHeader } from '../tag-set.ts';
import { type CompletedPart, joined, type Upload } from '../upload.ts';
import { completeChecksum, partChecksum, uploadChecksum } from '../upload-checksums.ts';
import { askedEncryption, otherChecksums, otherSettings } from './put-object.ts';

interface Named {
  Bucket: string;
  Key: string;
  ExpectedBucketOwner?: string;
}

interface OfUpload extends Named {
  UploadId: string;
}

interface NewUpload extends Named, ObjectHeaders {
  Metadata?: Record<string, string>;
  ServerSideEncryption?: string;
  StorageClass?: string;
  /** As a query. */
  Tagging?: string;
  ChecksumAlgorithm?: string;
  ChecksumType?: string;
}

/** IAM asks for s3:PutObject, here and for parts and their completion. @throws AwsError NoSuchBucket, InvalidRequest */
export const createMultipartUpload: Operation<NewUpload, S3Place> = {
  refuses: [...otherSettings, ...['ObjectLockEventHold', 'ObjectLockEventHoldDurationDays', 'ObjectLockEventHoldDurationYears']],
  ignores: ['BucketKeyEnabled', 'RequestPayer'],
  asks: putting,
  run(input, { place }) {
    const { Bucket, Key: key, Metadata: metadata = {} } = input;
    const bucket = place.s3.bucket(Bucket, input.ExpectedBucketOwner);
    checkKeyLength(key);
    const encryption = askedEncryption(input, bucket);
    const checksum = uploadChecksum(input);
    const { CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, ContentType } = input;
    const headers = { CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, ContentType };
    const UploadId = bucket.beginUpload({
      key,
      headers,
      encryption,
      metadata,
      tags: tagsInHeader(input.Tagging),
      parts: new Map(),
      checksum,
      over: bucket.objects.version(key),
    });
    const summed = { ChecksumAlgorithm: checksum?.algorithm, ChecksumType: checksum?.type };
    return { Bucket, Key: key, UploadId, ...shownEncryption(encryption, place), ...summed };
  },
};

/** @throws AwsError NoSuchUpload, InvalidArgument, InvalidDigest, BadDigest, InvalidRequest */
export const uploadPart: Operation<OfUpload & Checksums & { PartNumber: number; Body?: Buffer }, S3Place> = {
  action: 'PutObject',
  refuses: [...otherChecksums, 'SSECustomerAlgorithm', 'SSECustomerKey', 'SSECustomerKeyMD5'],
  ignores: ['ContentLength', 'ChecksumAlgorithm', 'RequestPayer'],
  resources: onObject,
  run(input, { place }) {
    const { upload } = uploadOf(input, place);
    const { PartNumber, Body: body = Buffer.alloc(0) } = input;
    if (!(PartNumber >= 1 && PartNumber <= 10_000))
      throw new AwsError('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive', {
        fields: { ArgumentName: 'partNumber', ArgumentValue: PartNumber },
      });
    const checksum = partChecksum(body, checkedPart(body, input), upload.checksum);
    const etag = etagOf(body, upload.encryption);
    upload.parts.set(PartNumber, { body, etag, checksum });
    return { ETag: etag, ...shownEncryption(upload.encryption, place), ...checksum };
  },
};

type Completion = OfUpload &
  Checksums & { MultipartUpload?: { Parts?: CompletedPart[] }; IfMatch?: string; IfNoneMatch?: string; ChecksumType?: string };

/** @throws AwsError NoSuchUpload, InvalidRequest, MalformedXML, InvalidPart, InvalidPartOrder, EntityTooSmall, PreconditionFailed, ConditionalRequestConflict */
export const completeMultipartUpload: Operation<Completion, S3Place> = {
  action: 'PutObject',
  refuses: [...otherChecksums, 'MpuObjectSize', 'SSECustomerAlgorithm', 'SSECustomerKey', 'SSECustomerKeyMD5'],
  ignores: ['RequestPayer'],
  resources: onObject,
  run(input, { place }) {
    const { upload, bucket } = uploadOf(input, place);
    const { body, bodies, named, etag } = joined(upload, input.UploadId, input.MultipartUpload);
    const { checksum, checksumType } = completeChecksum(body, bodies, named, input, upload.checksum);
    checkWrite(input, bucket.objects.find(upload.key));
    checkUnchanged(input, upload.over, bucket.objects.version(upload.key));
    const { key, metadata, tags, encryption, headers } = upload;
    const composite = checksumType === 'COMPOSITE' && { checksumType };
    const { versionId } = bucket.objects.put({ key, body, etag, metadata, tags, checksum, encryption, ...composite, ...headers });
    bucket.uploads.delete(input.UploadId);
    return {
      Location: `${place.url}/${bucket.name}/${encodeURI(upload.key)}`,
      Bucket: bucket.name,
      Key: upload.key,
      ETag: etag,
      VersionId: versionId,
      ...shownEncryption(encryption, place),
      ...checksum,
      ChecksumType: checksumType,
    };
  },
};

/** @throws AwsError NoSuchUpload */
export const abortMultipartUpload: Operation<OfUpload, S3Place> = {
  refuses: ['IfMatchInitiatedTime'],
  ignores: ['RequestPayer'],
  resources: onObject,
  run(input, { place }) {
    const { bucket } = uploadOf(input, place);
    bucket.uploads.delete(input.UploadId);
    return {};
  },
};

function uploadOf({ Bucket, Key, UploadId, ExpectedBucketOwner }: OfUpload, place: S3Place): { upload: Upload; bucket: Bucket } {
  const bucket = place.s3.bucket(Bucket, ExpectedBucketOwner);
  const upload = bucket.uploads.get(UploadId);
  if (upload?.key === Key) return { upload, bucket };
  const why = 'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.';
  throw new AwsError('NoSuchUpload', why, { status: 404, fields: { UploadId } });
}
