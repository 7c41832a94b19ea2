import type { Operation } from '../../../service/service.ts';
import { onBucket } from '../resources.ts';
import type { S3Place } from '../state.ts';

/** Of us-east-1 there is nothing to say. @throws AwsError NoSuchBucket */
export const getBucketLocation: Operation<{ Bucket: string; ExpectedBucketOwner?: string }, S3Place> = {
  resources: onBucket,
  run({ Bucket, ExpectedBucketOwner }, { place }) {
    return { LocationConstraint: place.s3.bucket(Bucket, ExpectedBucketOwner).locationConstraint };
  },
};
