import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { checkRules, type StatedRule } from '../lifecycle-rule.ts';
import { onBucket } from '../resources.ts';
import type { S3Place } from '../state.ts';

interface Named {
  Bucket: string;
  ExpectedBucketOwner?: string;
}

interface Put extends Named {
  LifecycleConfiguration?: { Rules?: StatedRule[] };
  TransitionDefaultMinimumObjectSize?: string;
}

/** As new buckets have it since September 2024 (localstack's snapshot of test_s3_transition_default_minimum_object_size). */
const atLeast = { TransitionDefaultMinimumObjectSize: 'all_storage_classes_128K' };

/** IAM asks for s3:PutLifecycleConfiguration. @throws AwsError NoSuchBucket, MalformedXML, InvalidRequest, NotImplemented */
export const putBucketLifecycleConfiguration: Operation<Put, S3Place> = {
  action: 'PutLifecycleConfiguration',
  // what is sent says its sums itself
  ignores: ['ChecksumAlgorithm'],
  resources: onBucket,
  run({ Bucket, LifecycleConfiguration: { Rules = [] } = {}, TransitionDefaultMinimumObjectSize: size, ExpectedBucketOwner }, { place }) {
    const bucket = place.s3.bucket(Bucket, ExpectedBucketOwner);
    if (size !== undefined && size !== atLeast.TransitionDefaultMinimumObjectSize) throw strangeSize(size);
    checkRules(Rules);
    bucket.set({
      lifecycle: Rules.map((rule, index) => ({ ...rule, ID: rule.ID ?? place.random.uuid('s3-lifecycle-rule', Bucket, index) })),
    });
    return atLeast;
  },
};

function strangeSize(size: string): AwsError {
  return size === 'varies_by_storage_class'
    ? new AwsError('NotImplemented', `TransitionDefaultMinimumObjectSize ${size}: not emulated, objects are of one storage class`, {
        status: 501,
      })
    : new AwsError('InvalidRequest', `Invalid TransitionDefaultMinimumObjectSize found: ${size}`);
}

/** IAM asks for s3:GetLifecycleConfiguration. @throws AwsError NoSuchBucket, NoSuchLifecycleConfiguration */
export const getBucketLifecycleConfiguration: Operation<Named, S3Place> = {
  action: 'GetLifecycleConfiguration',
  resources: onBucket,
  run({ Bucket, ExpectedBucketOwner }, { place }) {
    const { lifecycle } = place.s3.bucket(Bucket, ExpectedBucketOwner);
    if (lifecycle.length > 0) return { Rules: lifecycle, ...atLeast };
    throw new AwsError('NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist', {
      status: 404,
      fields: { BucketName: Bucket },
    });
  },
};

/** IAM asks for s3:PutLifecycleConfiguration. @throws AwsError NoSuchBucket */
export const deleteBucketLifecycle: Operation<Named, S3Place> = {
  action: 'PutLifecycleConfiguration',
  resources: onBucket,
  run({ Bucket, ExpectedBucketOwner }, { place }) {
    place.s3.bucket(Bucket, ExpectedBucketOwner).set({ lifecycle: [] });
  },
};
