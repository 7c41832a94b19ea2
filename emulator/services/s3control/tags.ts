import { AwsError } from '../../kernel/aws-error.ts';
import type { Operation } from '../../service/service.ts';
import type { Bucket } from '../s3/bucket.ts';
import type { S3Place } from '../s3/state.ts';
import { checkTagSet, type Tag } from '../s3/tag-set.ts';

interface OfResource {
  /** Whose bucket it is. */
  AccountId: string;
  ResourceArn: string;
}

const onResource = ({ ResourceArn }: OfResource) => [ResourceArn];

/** @throws AwsError NoSuchResource for whatever is no bucket of the caller's (localstack's snapshot of test_tag_operation_no_bucket) */
function bucketOf({ AccountId, ResourceArn }: OfResource, { accountId, partition, s3 }: S3Place): Bucket {
  const name = ResourceArn.replace(`arn:${partition}:s3:::`, '');
  const bucket = AccountId === accountId ? s3.buckets.get(name) : undefined;
  if (!bucket) throw new AwsError('NoSuchResource', "The specified resource doesn't exist.", { status: 404 });
  return bucket;
}

/** Of buckets; a bucket without tags has an empty list. Terraform's aws_s3_bucket reads it since provider 6.23. @throws AwsError NoSuchResource */
export const listTagsForResource: Operation<OfResource, S3Place> = {
  resources: onResource,
  run: (input, { place }) => ({ Tags: bucketOf(input, place).tags }),
};

/** The words: localstack's snapshot of test_tag_resource_validation, November 2025. @throws AwsError InvalidTag */
function checkGiven(tags: Tag[]): void {
  const keys = tags.map(({ Key }) => Key);
  if (keys.some((key) => key.startsWith('aws:')))
    throw new AwsError(
      'InvalidTag',
      'User-defined tag keys can\'t start with "aws:". This prefix is reserved for system tags. Remove "aws:" from your tag keys and try again.',
    );
  if (new Set(keys).size < keys.length)
    throw new AwsError('InvalidTag', 'There are duplicate tag keys in your request. Remove the duplicate tag keys and try again.');
}

/** Of a key or a value that has other signs, or too many. */
export function invalidSigns(): AwsError {
  return new AwsError(
    'InvalidTag',
    "This request contains a tag key or value that isn't valid. Valid characters include the following: [a-zA-Z+-=._:/]. Tag keys can contain up to 128 characters. Tag values can contain up to 256 characters.",
  );
}

/** The others stay. @throws AwsError NoSuchResource, InvalidTag */
export const tagResource: Operation<OfResource & { Tags: Tag[] }, S3Place> = {
  resources: onResource,
  run({ Tags, ...input }, { place }) {
    const bucket = bucketOf(input, place);
    checkGiven(Tags);
    const kept = bucket.tags.filter(({ Key }) => !Tags.some((tag) => tag.Key === Key));
    checkTagSet([...kept, ...Tags], 'bucket');
    bucket.tags = [...kept, ...Tags];
  },
};

/** What it does not have is gone already. @throws AwsError NoSuchResource */
export const untagResource: Operation<OfResource & { TagKeys: string[] }, S3Place> = {
  resources: onResource,
  run({ TagKeys, ...input }, { place }) {
    const bucket = bucketOf(input, place);
    bucket.tags = bucket.tags.filter(({ Key }) => !TagKeys.includes(Key));
  },
};
