import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { onBucket } from '../resources.ts';
import type { S3Place } from '../state.ts';
import { checkTagSet, type Tag } from '../tag-set.ts';

interface OfBucket {
  Bucket: string;
  ExpectedBucketOwner?: string;
}

/** @throws AwsError NoSuchBucket, InvalidTag, BadRequest */
export const putBucketTagging: Operation<OfBucket & { Tagging: { TagSet: Tag[] } }, S3Place> = {
  // what is sent says its sums itself
  ignores: ['ContentMD5', 'ChecksumAlgorithm'],
  resources: onBucket,
  run({ Bucket, Tagging: { TagSet }, ExpectedBucketOwner }, { place }) {
    const bucket = place.s3.bucket(Bucket, ExpectedBucketOwner);
    checkTagSet(TagSet, 'bucket');
    bucket.tags = TagSet;
  },
};

/** @throws AwsError NoSuchBucket, NoSuchTagSet */
export const getBucketTagging: Operation<OfBucket, S3Place> = {
  resources: onBucket,
  run({ Bucket, ExpectedBucketOwner }, { place }) {
    const { tags } = place.s3.bucket(Bucket, ExpectedBucketOwner);
    if (tags.length > 0) return { TagSet: tags };
    throw new AwsError('NoSuchTagSet', 'The TagSet does not exist', { status: 404, fields: { BucketName: Bucket } });
  },
};

/** IAM asks for s3:PutBucketTagging. @throws AwsError NoSuchBucket */
export const deleteBucketTagging: Operation<OfBucket, S3Place> = {
  action: 'PutBucketTagging',
  resources: onBucket,
  run({ Bucket, ExpectedBucketOwner }, { place }) {
    place.s3.bucket(Bucket, ExpectedBucketOwner).tags = [];
  },
};
