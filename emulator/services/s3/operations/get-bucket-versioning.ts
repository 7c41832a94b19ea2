import type { Operation } from '../../../service/service.ts';
import { onBucket } from '../resources.ts';
import type { S3Place } from '../state.ts';

/** @throws AwsError NoSuchBucket */
export const getBucketVersioning: Operation<{ Bucket: string; ExpectedBucketOwner?: string }, S3Place> = {
  resources: onBucket,
  run: ({ Bucket, ExpectedBucketOwner }, { place }) => ({ Status: place.s3.bucket(Bucket, ExpectedBucketOwner).versioning }),
};
