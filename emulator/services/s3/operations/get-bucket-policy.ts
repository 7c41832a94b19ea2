import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { policyText } from '../../iam/policy-document.ts';
import { onBucket } from '../resources.ts';
import type { S3Place } from '../state.ts';

/** @throws AwsError NoSuchBucket, NoSuchBucketPolicy */
export const getBucketPolicy: Operation<{ Bucket: string; ExpectedBucketOwner?: string }, S3Place> = {
  resources: onBucket,
  run({ Bucket, ExpectedBucketOwner }, { place }) {
    const [policy] = place.iam.resourcePolicies.of(place.s3.bucket(Bucket, ExpectedBucketOwner).arn);
    if (policy === undefined)
      throw new AwsError('NoSuchBucketPolicy', 'The bucket policy does not exist', { status: 404, fields: { BucketName: Bucket } });
    return { Policy: policyText(policy) };
  },
};
