import type { Operation } from '../../../service/service.ts';
import { onBucket } from '../resources.ts';
import type { S3Place } from '../state.ts';

/** @throws AwsError NoSuchBucket */
export const deleteBucketPolicy: Operation<{ Bucket: string; ExpectedBucketOwner?: string }, S3Place> = {
  resources: onBucket,
  run({ Bucket, ExpectedBucketOwner }, { place }) {
    place.iam.resourcePolicies.forget(place.s3.bucket(Bucket, ExpectedBucketOwner).arn);
  },
};
