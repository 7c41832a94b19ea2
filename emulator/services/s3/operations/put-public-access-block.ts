import type { Operation } from '../../../service/service.ts';
import type { PublicAccessBlock } from '../bucket-settings.ts';
import { onBucket } from '../resources.ts';
import type { S3Place } from '../state.ts';

interface Input {
  Bucket: string;
  PublicAccessBlockConfiguration: PublicAccessBlock;
  ExpectedBucketOwner?: string;
}

/** IAM asks for s3:PutBucketPublicAccessBlock. @throws AwsError NoSuchBucket */
export const putPublicAccessBlock: Operation<Input, S3Place> = {
  action: 'PutBucketPublicAccessBlock',
  // what is sent says its sums itself
  ignores: ['ContentMD5', 'ChecksumAlgorithm'],
  resources: onBucket,
  run({ Bucket, PublicAccessBlockConfiguration, ExpectedBucketOwner }, { place }) {
    const nothing = { BlockPublicAcls: false, IgnorePublicAcls: false, BlockPublicPolicy: false, RestrictPublicBuckets: false };
    place.s3.bucket(Bucket, ExpectedBucketOwner).set({ publicAccessBlock: { ...nothing, ...PublicAccessBlockConfiguration } });
  },
};
