import { AwsError } from '../../kernel/aws-error.ts';
import { malformedXml } from '../../kernel/malformed-xml.ts';
import type { Service } from '../../service/service.ts';
import { invalidSource } from './copy-source.ts';
import { deleteBucketTagging, getBucketTagging, putBucketTagging } from './operations/bucket-tagging.ts';
import { copyObject } from './operations/copy-object.ts';
import { createBucket } from './operations/create-bucket.ts';
import { deleteBucket } from './operations/delete-bucket.ts';
import { deleteBucketEncryption } from './operations/delete-bucket-encryption.ts';
import { deleteBucketPolicy } from './operations/delete-bucket-policy.ts';
import { deleteObject } from './operations/delete-object.ts';
import { deleteObjects } from './operations/delete-objects.ts';
import { deletePublicAccessBlock } from './operations/delete-public-access-block.ts';
import { getBucketAcl } from './operations/get-bucket-acl.ts';
import { getBucketEncryption } from './operations/get-bucket-encryption.ts';
import { getBucketLocation } from './operations/get-bucket-location.ts';
import { getBucketPolicy } from './operations/get-bucket-policy.ts';
import { getBucketVersioning } from './operations/get-bucket-versioning.ts';
import { getObject } from './operations/get-object.ts';
import { getPublicAccessBlock } from './operations/get-public-access-block.ts';
import { headBucket } from './operations/head-bucket.ts';
import { headObject } from './operations/head-object.ts';
import {
  deleteBucketLifecycle,
  getBucketLifecycleConfiguration,
  putBucketLifecycleConfiguration,
} from './operations/lifecycle-configuration.ts';
import { listBuckets } from './operations/list-buckets.ts';
import { listObjectVersions } from './operations/list-object-versions.ts';
import { listObjects } from './operations/list-objects.ts';
import { listObjectsV2 } from './operations/list-objects-v2.ts';
import { abortMultipartUpload, completeMultipartUpload, createMultipartUpload, uploadPart } from './operations/multipart-upload.ts';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './operations/object-tagging.ts';
import { deleteBucketOwnershipControls, getBucketOwnershipControls, putBucketOwnershipControls } from './operations/ownership-controls.ts';
import { putBucketEncryption } from './operations/put-bucket-encryption.ts';
import { putBucketPolicy } from './operations/put-bucket-policy.ts';
import { putBucketVersioning } from './operations/put-bucket-versioning.ts';
import { putObject } from './operations/put-object.ts';
import { putPublicAccessBlock } from './operations/put-public-access-block.ts';
import { unsetConfigurations } from './operations/unset-configurations.ts';
import { requestContext } from './request-context.ts';
import { bucketArnOf } from './resources.ts';
import type { S3Place } from './state.ts';

export const s3: Service<S3Place> = {
  model: 's3',
  iamPrefix: 's3',
  denied: 'AccessDenied',
  invalid: 'InvalidArgument',
  ownWords(problem) {
    if (problem.includes("'copySource'")) return invalidSource();
    const [, ownership] = /^Value '(.*)' at 'objectOwnership' /.exec(problem) ?? [];
    if (ownership !== undefined)
      return new AwsError('InvalidArgument', `Invalid x-amz-object-ownership header: ${ownership}`, {
        fields: { ArgumentName: 'x-amz-object-ownership' },
      });
    // what is wrong within a body (localstack's snapshots of test_bucket_ownership_controls_exc and test_bucket_acceleration_configuration_exc)
    return / at '\w+\./.test(problem) ? malformedXml() : undefined;
  },
  operations: {
    AbortMultipartUpload: abortMultipartUpload,
    CompleteMultipartUpload: completeMultipartUpload,
    CopyObject: copyObject,
    CreateMultipartUpload: createMultipartUpload,
    CreateBucket: createBucket,
    DeleteBucket: deleteBucket,
    DeleteBucketEncryption: deleteBucketEncryption,
    DeleteBucketLifecycle: deleteBucketLifecycle,
    DeleteBucketOwnershipControls: deleteBucketOwnershipControls,
    DeleteBucketPolicy: deleteBucketPolicy,
    DeleteObject: deleteObject,
    DeleteObjects: deleteObjects,
    DeletePublicAccessBlock: deletePublicAccessBlock,
    ...unsetConfigurations,
    GetBucketAcl: getBucketAcl,
    GetBucketEncryption: getBucketEncryption,
    GetBucketLifecycleConfiguration: getBucketLifecycleConfiguration,
    GetBucketLocation: getBucketLocation,
    GetBucketOwnershipControls: getBucketOwnershipControls,
    GetBucketPolicy: getBucketPolicy,
    GetBucketVersioning: getBucketVersioning,
    GetObject: getObject,
    GetPublicAccessBlock: getPublicAccessBlock,
    HeadBucket: headBucket,
    HeadObject: headObject,
    ListBuckets: listBuckets,
    ListObjects: listObjects,
    ListObjectVersions: listObjectVersions,
    ListObjectsV2: listObjectsV2,
    PutBucketEncryption: putBucketEncryption,
    PutBucketLifecycleConfiguration: putBucketLifecycleConfiguration,
    PutBucketOwnershipControls: putBucketOwnershipControls,
    PutBucketPolicy: putBucketPolicy,
    PutBucketVersioning: putBucketVersioning,
    PutObject: putObject,
    DeleteBucketTagging: deleteBucketTagging,
    DeleteObjectTagging: deleteObjectTagging,
    GetBucketTagging: getBucketTagging,
    GetObjectTagging: getObjectTagging,
    PutBucketTagging: putBucketTagging,
    PutObjectTagging: putObjectTagging,
    UploadPart: uploadPart,
    PutPublicAccessBlock: putPublicAccessBlock,
  },
  context: requestContext,
  policies: (resource, { iam }) => iam.resourcePolicies.of(bucketArnOf(resource)),
};
