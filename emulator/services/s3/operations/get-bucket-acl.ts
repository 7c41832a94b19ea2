import type { Operation } from '../../../service/service.ts';
import { canonicalId } from '../owner.ts';
import { onBucket } from '../resources.ts';
import type { S3Place } from '../state.ts';

/** A bucket is its owner's alone, since ACLs are switched off (localstack's snapshot of test_bucket_exists). @throws AwsError NoSuchBucket */
export const getBucketAcl: Operation<{ Bucket: string; ExpectedBucketOwner?: string }, S3Place> = {
  resources: onBucket,
  run({ Bucket, ExpectedBucketOwner }, { place }) {
    place.s3.bucket(Bucket, ExpectedBucketOwner);
    const ID = canonicalId(place.accountId);
    return { Owner: { ID }, Grants: [{ Grantee: { ID, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' }] };
  },
};
