import { AwsError } from '../../../kernel/aws-error.ts';
import { malformedXml } from '../../../kernel/malformed-xml.ts';
import type { Operation } from '../../../service/service.ts';
import { onBucket } from '../resources.ts';
import type { S3Place } from '../state.ts';

interface Named {
  Bucket: string;
  ExpectedBucketOwner?: string;
}

/**
 * Objects are their bucket's owner's: of the three kinds there is the one without ACLs.
 *
 * @throws AwsError NoSuchBucket, MalformedXML (localstack's snapshot of test_bucket_ownership_controls_exc), InvalidArgument for the others
 */
export const putBucketOwnershipControls: Operation<Named & { OwnershipControls: { Rules?: { ObjectOwnership: string }[] } }, S3Place> = {
  // what is sent says its sums itself
  ignores: ['ContentMD5', 'ChecksumAlgorithm'],
  resources: onBucket,
  run({ Bucket, OwnershipControls: { Rules = [] }, ExpectedBucketOwner }, { place }) {
    const bucket = place.s3.bucket(Bucket, ExpectedBucketOwner);
    const [rule, ...others] = Rules;
    if (rule === undefined || others.length > 0) throw malformedXml();
    if (['BucketOwnerPreferred', 'ObjectWriter'].includes(rule.ObjectOwnership))
      throw new AwsError('InvalidArgument', `${rule.ObjectOwnership} of PutBucketOwnershipControls: ACLs are not emulated`);
    bucket.set({ ownership: 'BucketOwnerEnforced' });
  },
};

/** @throws AwsError NoSuchBucket, OwnershipControlsNotFoundError once they were deleted (localstack's snapshot of test_crud_bucket_ownership_controls) */
export const getBucketOwnershipControls: Operation<Named, S3Place> = {
  resources: onBucket,
  run({ Bucket, ExpectedBucketOwner }, { place }) {
    const { ownership } = place.s3.bucket(Bucket, ExpectedBucketOwner);
    if (ownership) return { OwnershipControls: { Rules: [{ ObjectOwnership: ownership }] } };
    throw new AwsError('OwnershipControlsNotFoundError', 'The bucket ownership controls were not found', {
      status: 404,
      fields: { BucketName: Bucket },
    });
  },
};

/** IAM asks for s3:PutBucketOwnershipControls. @throws AwsError NoSuchBucket */
export const deleteBucketOwnershipControls: Operation<Named, S3Place> = {
  action: 'PutBucketOwnershipControls',
  resources: onBucket,
  run({ Bucket, ExpectedBucketOwner }, { place }) {
    place.s3.bucket(Bucket, ExpectedBucketOwner).set({ ownership: null });
  },
};
