import {
  CreateBucketCommand,
  DeleteBucketLifecycleCommand,
  DeleteBucketOwnershipControlsCommand,
  GetBucketAccelerateConfigurationCommand,
  GetBucketAclCommand,
  GetBucketCorsCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketReplicationCommand,
  GetBucketRequestPaymentCommand,
  GetBucketWebsiteCommand,
  GetObjectLockConfigurationCommand,
  HeadObjectCommand,
  type LifecycleRule,
  ListObjectsV2Command,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { connection, localAws } from '../../local-aws.ts';

const Bucket = 'reports';

async function withBucket() {
  const aws = await localAws();
  const s3 = new S3Client(connection(aws));
  await s3.send(new CreateBucketCommand({ Bucket }));
  return { aws, s3 };
}

/** Terraform's aws_s3_bucket reads each of them of every bucket, and ends with an error that says anything else. */
describe('what nobody has set in a bucket', () => {
  it('is told as S3 tells it', async () => {
    const { s3 } = await withBucket();
    expect(await s3.send(new GetBucketAccelerateConfigurationCommand({ Bucket }))).not.toHaveProperty('Status');
    expect(await s3.send(new GetBucketLoggingCommand({ Bucket }))).not.toHaveProperty('LoggingEnabled');
    expect(await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }))).not.toHaveProperty('TopicConfigurations');
    expect(await s3.send(new GetBucketRequestPaymentCommand({ Bucket }))).toMatchObject({ Payer: 'BucketOwner' });
    expect(await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }))).toMatchObject({
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
    const { Owner, Grants } = await s3.send(new GetBucketAclCommand({ Bucket }));
    expect(Grants).toEqual([{ Grantee: { ID: Owner!.ID, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' }]);
  });

  // localstack's snapshots of test_get_cors, test_crud_website_configuration, test_replication_config, test_get_object_lock_configuration_exc, test_delete_bucket_lifecycle_configuration
  it.each([
    [new GetBucketCorsCommand({ Bucket }), 'NoSuchCORSConfiguration', 'The CORS configuration does not exist'],
    [new GetBucketWebsiteCommand({ Bucket }), 'NoSuchWebsiteConfiguration', 'The specified bucket does not have a website configuration'],
    [new GetBucketReplicationCommand({ Bucket }), 'ReplicationConfigurationNotFoundError', 'The replication configuration was not found'],
    [
      new GetObjectLockConfigurationCommand({ Bucket }),
      'ObjectLockConfigurationNotFoundError',
      'Object Lock configuration does not exist for this bucket',
    ],
    [new GetBucketLifecycleConfigurationCommand({ Bucket }), 'NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist'],
  ] as const)('is told as S3 tells it: %#', async (command, name, message) => {
    const { s3 } = await withBucket();
    const read = s3.send(command as GetBucketCorsCommand);
    await expect(read).rejects.toMatchObject({ name, message, $metadata: { httpStatusCode: 404 }, BucketName: Bucket });
  });

  it('is told of no bucket that is not there', async () => {
    const { s3 } = await withBucket();
    const read = s3.send(new GetBucketCorsCommand({ Bucket: 'elsewhere' }));
    await expect(read).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });
});

// localstack's snapshots of test_crud_bucket_ownership_controls and test_bucket_ownership_controls_exc
it('is without ownership controls where they were deleted, until they are put', async () => {
  const { s3 } = await withBucket();
  await s3.send(new DeleteBucketOwnershipControlsCommand({ Bucket }));
  const read = () => s3.send(new GetBucketOwnershipControlsCommand({ Bucket }));
  await expect(read()).rejects.toMatchObject({ name: 'OwnershipControlsNotFoundError' });
  const made = new CreateBucketCommand({ Bucket: 'others', ObjectOwnership: 'Nobody' as never });
  await expect(s3.send(made)).rejects.toMatchObject({
    name: 'InvalidArgument',
    message: 'Invalid x-amz-object-ownership header: Nobody',
    ArgumentName: 'x-amz-object-ownership',
  });
  const put = (ObjectOwnership: string) =>
    s3.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: { Rules: [{ ObjectOwnership } as never] } }));
  await put('BucketOwnerEnforced');
  expect((await read()).OwnershipControls).toEqual({ Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] });
  await expect(put('Nobody')).rejects.toMatchObject({ name: 'MalformedXML' });
  await expect(put('ObjectWriter')).rejects.toThrow('ACLs are not emulated');
});

describe('the life cycle of a bucket', () => {
  const rule: LifecycleRule = {
    ID: 'old',
    Status: 'Enabled',
    Filter: { Prefix: 'logs/' },
    Expiration: { Days: 7 },
    NoncurrentVersionExpiration: { NoncurrentDays: 1 },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
  };
  const put = (s3: S3Client, ...Rules: LifecycleRule[]) =>
    s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));

  it('is told as it was put, is kept, and goes', async () => {
    const { aws, s3 } = await withBucket();
    expect(await put(s3, rule)).toMatchObject({ TransitionDefaultMinimumObjectSize: 'all_storage_classes_128K' });
    const told = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    expect(told).toMatchObject({ Rules: [rule], TransitionDefaultMinimumObjectSize: 'all_storage_classes_128K' });
    for (const Key of ['logs/a', 'reports/a']) await s3.send(new PutObjectCommand({ Bucket, Key, Body: '1' }));
    await aws.home.clock.advance(9 * 86_400);
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents!.map(({ Key }) => Key)).toEqual(['reports/a']);
    await s3.send(new DeleteBucketLifecycleCommand({ Bucket }));
    const read = s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    await expect(read).rejects.toMatchObject({ name: 'NoSuchLifecycleConfiguration' });
  });

  // localstack's snapshot of test_put_bucket_lifecycle_conf_exc
  it.each<[string, LifecycleRule]>([
    ['without a filter', { ID: 'a', Status: 'Enabled', Expiration: { Days: 7 } } as LifecycleRule],
    ['with an empty expiration of versions', { ...rule, NoncurrentVersionExpiration: {} }],
    ['with two things in its filter', { ...rule, Filter: { ObjectSizeGreaterThan: 500, Prefix: '' } }],
    ['that expires by two things', { ...rule, Expiration: { Days: 7, ExpiredObjectDeleteMarker: true } }],
  ])('refuses a rule %s', async (_, wrong) => {
    const { s3 } = await withBucket();
    await expect(put(s3, wrong)).rejects.toMatchObject({ name: 'MalformedXML' });
  });

  it('refuses what it does not do by name', async () => {
    const { s3 } = await withBucket();
    const wrong = put(s3, { ...rule, Filter: { Tag: { Key: 'a', Value: 'b' } } });
    await expect(wrong).rejects.toMatchObject({ name: 'NotImplemented', message: expect.stringContaining('Filter.Tag') });
  });
});

// as Terraform puts an aws_s3_object anew that was there before its bucket's encryption
it('an object is encrypted as it says, else as its bucket does', async () => {
  const { s3 } = await withBucket();
  const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: 'aws:kms' as const };
  await s3.send(
    new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault }] } }),
  );
  const put = async (ServerSideEncryption?: 'AES256' | 'aws:kms' | 'aws:kms:dsse') => {
    const made = await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: '1', ServerSideEncryption }));
    const told = await s3.send(new HeadObjectCommand({ Bucket, Key: 'a' }));
    return [made.ServerSideEncryption, told.ServerSideEncryption];
  };
  expect(await put('AES256')).toEqual(['AES256', 'AES256']);
  expect(await put()).toEqual(['aws:kms', 'aws:kms']);
  expect(await put('aws:kms')).toEqual(['aws:kms', 'aws:kms']);
  await expect(put('aws:kms:dsse')).rejects.toMatchObject({ name: 'InvalidRequest' });
});
