import type { Operation } from '../../../service/service.ts';
import { onBucket } from '../resources.ts';
import type { S3Place } from '../state.ts';

/** IAM asks for s3:GetEncryptionConfiguration. @throws AwsError NoSuchBucket */
export const getBucketEncryption: Operation<{ Bucket: string; ExpectedBucketOwner?: string }, S3Place> = {
  action: 'GetEncryptionConfiguration',
  resources: onBucket,
  run({ Bucket, ExpectedBucketOwner }, { place }) {
    const { algorithm, kmsKeyId, bucketKey = false } = place.s3.bucket(Bucket, ExpectedBucketOwner).encryption;
    const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: algorithm, KMSMasterKeyID: kmsKeyId };
    return { ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault, BucketKeyEnabled: bucketKey }] } };
  },
};
