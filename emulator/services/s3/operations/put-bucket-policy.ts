import { AwsError } from '../../../kernel/aws-error.ts';
import { readObject } from '../../../kernel/json-object.ts';
import type { Operation } from '../../../service/service.ts';
import { policyName } from '../bucket-policy.ts';
import { onBucket } from '../resources.ts';
import type { S3Place } from '../state.ts';

/** Nobody is locked out: people may do everything here. @throws AwsError NoSuchBucket, MalformedPolicy */
export const putBucketPolicy: Operation<{ Bucket: string; Policy: string; ExpectedBucketOwner?: string }, S3Place> = {
  // what is sent says its sums itself
  ignores: ['ContentMD5', 'ChecksumAlgorithm', 'ConfirmRemoveSelfBucketAccess'],
  resources: onBucket,
  run({ Bucket, Policy, ExpectedBucketOwner }, { place }) {
    const { arn } = place.s3.bucket(Bucket, ExpectedBucketOwner);
    const policy = Policy.startsWith('{') ? readObject(Policy) : undefined;
    if (!policy) throw malformed("Policies must be valid JSON and the first byte must be '{'");
    if (!('Statement' in policy)) throw malformed('Missing required field Statement');
    try {
      place.iam.resourcePolicies.put(arn, policyName, Policy);
    } catch (error) {
      throw error instanceof AwsError ? malformed(error.message) : error;
    }
  },
};

function malformed(message: string): AwsError {
  return new AwsError('MalformedPolicy', message);
}
