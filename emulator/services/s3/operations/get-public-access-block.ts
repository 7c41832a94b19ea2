import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { onBucket } from '../resources.ts';
import type { S3Place } from '../state.ts';

/** IAM asks for s3:GetBucketPublicAccessBlock. @throws AwsError NoSuchBucket, NoSuchPublicAccessBlockConfiguration */
export const getPublicAccessBlock: Operation<{ Bucket: string; ExpectedBucketOwner?: string }, S3Place> = {
  action: 'GetBucketPublicAccessBlock',
  resources: onBucket,
  run({ Bucket, ExpectedBucketOwner }, { place }) {
    const { publicAccessBlock } = place.s3.bucket(Bucket, ExpectedBucketOwner);
    if (publicAccessBlock) return { PublicAccessBlockConfiguration: publicAccessBlock };
    throw new AwsError('NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found', {
      status: 404,
      fields: { BucketName: Bucket },
    });
  },
};
