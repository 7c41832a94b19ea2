import { AwsError } from '../../../kernel/aws-error.ts';
import { readJson } from '../../../kernel/read-json.ts';
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
    if (!isObject(Policy)) throw malformed("Policies must be valid JSON and the first byte must be '{'");
    if (!('Statement' in (readJson(Policy) as object))) throw malformed('Missing required field Statement');
    try {
      place.iam.resourcePolicies.put(arn, policyName, Policy);
    } catch (error) {
      throw error instanceof AwsError ? malformed(error.message) : error;
    }
  },
};

function isObject(policy: string): boolean {
  try {
    readJson(policy);
    return policy.startsWith('{');
  } catch {
    return false;
  }
}

function malformed(message: string): AwsError {
  return new AwsError('MalformedPolicy', message);
}
