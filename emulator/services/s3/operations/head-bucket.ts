import type { Operation } from '../../../service/service.ts';
import { onBucket } from '../resources.ts';
import type { S3Place } from '../state.ts';

/** IAM asks for s3:ListBucket. @throws AwsError NoSuchBucket */
export const headBucket: Operation<{ Bucket: string; ExpectedBucketOwner?: string }, S3Place> = {
  action: 'ListBucket',
  resources: onBucket,
  run({ Bucket, ExpectedBucketOwner }, { place }) {
    const { arn } = place.s3.bucket(Bucket, ExpectedBucketOwner);
    return { BucketArn: arn, BucketRegion: place.region, AccessPointAlias: false };
  },
};
