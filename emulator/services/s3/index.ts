import type { Service } from '../../service/service.ts';
import { deleteObject } from './operations/delete-object.ts';
import { deleteObjects } from './operations/delete-objects.ts';
import { getBucketEncryption } from './operations/get-bucket-encryption.ts';
import { getBucketLocation } from './operations/get-bucket-location.ts';
import { getObject } from './operations/get-object.ts';
import { headBucket } from './operations/head-bucket.ts';
import { headObject } from './operations/head-object.ts';
import { listObjectVersions } from './operations/list-object-versions.ts';
import { listObjectsV2 } from './operations/list-objects-v2.ts';
import { abortMultipartUpload, completeMultipartUpload, createMultipartUpload, uploadPart } from './operations/multipart-upload.ts';
import { putObject } from './operations/put-object.ts';
import { bucketArnOf } from './resources.ts';
import type { S3Place } from './state.ts';

export const s3: Service<S3Place> = {
  model: 's3',
  iamPrefix: 's3',
  denied: 'AccessDenied',
  invalid: 'InvalidArgument',
  operations: {
    AbortMultipartUpload: abortMultipartUpload,
    CompleteMultipartUpload: completeMultipartUpload,
    CreateMultipartUpload: createMultipartUpload,
    DeleteObject: deleteObject,
    DeleteObjects: deleteObjects,
    GetBucketEncryption: getBucketEncryption,
    GetBucketLocation: getBucketLocation,
    GetObject: getObject,
    HeadBucket: headBucket,
    HeadObject: headObject,
    ListObjectVersions: listObjectVersions,
    ListObjectsV2: listObjectsV2,
    PutObject: putObject,
    UploadPart: uploadPart,
  },
  context: (_resource, _input, { accountId }) => ({ 's3:ResourceAccount': accountId }),
  policies: (resource, { iam }) => iam.resourcePolicies.of(bucketArnOf(resource)),
};
