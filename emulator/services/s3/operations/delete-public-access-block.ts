import type { Operation } from '../../../service/service.ts';
import { onBucket } from '../resources.ts';
import type { S3Place } from '../state.ts';

/** IAM asks for s3:PutBucketPublicAccessBlock. @throws AwsError NoSuchBucket */
export const deletePublicAccessBlock: Operation<{ Bucket: string; ExpectedBucketOwner?: string }, S3Place> = {
  action: 'PutBucketPublicAccessBlock',
  resources: onBucket,
  run({ Bucket, ExpectedBucketOwner }, { place }) {
    place.s3.bucket(Bucket, ExpectedBucketOwner).set({ publicAccessBlock: null });
  },
};
