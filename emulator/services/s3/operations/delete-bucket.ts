import type { Operation } from '../../../service/service.ts';
import { onBucket } from '../resources.ts';
import type { S3Place } from '../state.ts';

/** @throws AwsError NoSuchBucket, BucketNotEmpty */
export const deleteBucket: Operation<{ Bucket: string; ExpectedBucketOwner?: string }, S3Place> = {
  resources: onBucket,
  run({ Bucket, ExpectedBucketOwner }, { place: { s3, iam } }) {
    const { arn } = s3.bucket(Bucket, ExpectedBucketOwner);
    s3.deleteBucket(Bucket);
    iam.resourcePolicies.forget(arn);
  },
};
