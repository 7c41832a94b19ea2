import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { onBucket } from '../resources.ts';
import type { S3Place } from '../state.ts';

interface Input {
  Bucket: string;
  ExpectedBucketOwner?: string;
}

/** What S3 says of a bucket in which nobody has set something: here nobody can. Tools read all of it, such as Terraform of every bucket. */
function unset(answer: (Bucket: string) => object, action?: string): Operation<Input, S3Place> {
  return {
    ...(action !== undefined && { action }),
    resources: onBucket,
    run({ Bucket, ExpectedBucketOwner }, { place }) {
      place.s3.bucket(Bucket, ExpectedBucketOwner);
      return answer(Bucket);
    },
  };
}

function absent(code: string, message: string, action?: string): Operation<Input, S3Place> {
  return unset((BucketName) => {
    throw new AwsError(code, message, { status: 404, fields: { BucketName } });
  }, action);
}

/** Codes and words: localstack's snapshots of test_s3.py, test_s3_api.py and test_s3_cors.py, 2023 and February 2026. */
export const unsetConfigurations: Record<string, Operation<Input, S3Place>> = {
  GetBucketAccelerateConfiguration: {
    ...unset(() => ({}), 'GetAccelerateConfiguration'),
    ignores: ['RequestPayer'],
  },
  GetBucketCors: absent('NoSuchCORSConfiguration', 'The CORS configuration does not exist', 'GetBucketCORS'),
  GetBucketLogging: unset(() => ({})),
  GetBucketNotificationConfiguration: unset(() => ({}), 'GetBucketNotification'),
  GetBucketReplication: absent(
    'ReplicationConfigurationNotFoundError',
    'The replication configuration was not found',
    'GetReplicationConfiguration',
  ),
  GetBucketRequestPayment: unset(() => ({ Payer: 'BucketOwner' })),
  GetBucketWebsite: absent('NoSuchWebsiteConfiguration', 'The specified bucket does not have a website configuration'),
  GetObjectLockConfiguration: absent(
    'ObjectLockConfigurationNotFoundError',
    'Object Lock configuration does not exist for this bucket',
    'GetBucketObjectLockConfiguration',
  ),
};
