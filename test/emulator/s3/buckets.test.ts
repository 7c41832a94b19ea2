import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  ListBucketsCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { connection, connectionTo, localAws } from '../../local-aws.ts';

const Bucket = 'reports';

describe('a bucket', () => {
  // localstack's snapshots of test_different_location_constraint and test_create_bucket_with_eu_location_constraint
  it.each([
    [
      'us-east-2',
      undefined,
      'The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.',
    ],
    [
      'us-east-2',
      'us-west-1',
      'The us-west-1 location constraint is incompatible for the region specific endpoint this request was sent to.',
    ],
    ['us-east-2', 'EU', 'The EU location constraint is incompatible for the region specific endpoint this request was sent to.'],
    [
      'us-west-1',
      'us-east-1',
      'The us-east-1 location constraint is incompatible for the region specific endpoint this request was sent to.',
    ],
  ] as const)('is not made from %s with the location constraint %s', async (region, LocationConstraint, message) => {
    const { home } = await localAws();
    const person = { kind: 'person', arn: `arn:aws:iam::${home.accountId}:root`, accessKeyId: 'person' } as const;
    // SDKs say the region by themselves
    const asked = { Bucket, ...(LocationConstraint && { CreateBucketConfiguration: { LocationConstraint } }) };
    const made = home.elsewhere(region).call('s3', 'CreateBucket', asked, person);
    await expect(made).rejects.toMatchObject({ name: 'IllegalLocationConstraintException', message });
  });

  it('is in the region that it is made for, whatever region lists it, and in none twice', async () => {
    const { home } = await localAws();
    const ireland = new S3Client(connectionTo(home.elsewhere('eu-west-1')));
    await ireland.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'EU' } }));
    expect(await ireland.send(new GetBucketLocationCommand({ Bucket }))).toMatchObject({ LocationConstraint: 'EU' });
    const s3 = new S3Client(connectionTo(home));
    expect((await s3.send(new ListBucketsCommand({}))).Buckets).toMatchObject([{ Name: Bucket, BucketRegion: 'eu-west-1' }]);
    await expect(s3.send(new CreateBucketCommand({ Bucket }))).rejects.toMatchObject({ name: 'BucketAlreadyOwnedByYou' });
    const other = new S3Client(connectionTo(home.inAccount('210987654321')));
    await expect(other.send(new CreateBucketCommand({ Bucket }))).rejects.toMatchObject({ name: 'BucketAlreadyExists' });
    expect((await other.send(new ListBucketsCommand({}))).Buckets ?? []).toEqual([]);
  });

  it('of us-east-1 is made again by whoever has it, and keeps its objects', async () => {
    const aws = await localAws();
    const s3 = new S3Client(connection(aws));
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'kept', Body: 'x' }));
    expect(await s3.send(new CreateBucketCommand({ Bucket }))).toMatchObject({ Location: '/reports' });
    expect(aws.home.s3.bucket(Bucket).objects.current()).toHaveLength(1);
  });

  it.each(['ab', 'Reports', 'a..b', '10.0.0.1', 'xn--reports', 'reports-s3alias', '-reports'])('is not called %s', async (name) => {
    const aws = await localAws();
    const s3 = new S3Client({ ...connection(aws), forcePathStyle: true });
    await expect(s3.send(new CreateBucketCommand({ Bucket: name }))).rejects.toMatchObject({ name: 'InvalidBucketName' });
  });

  it('lets in whom its policy names, until it is gone', async () => {
    const aws = await localAws();
    const s3 = new S3Client(connection(aws));
    const roleArn = aws.home.iam.putRole({
      roleName: 'reader',
      assumeRolePolicy: { Statement: { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' } },
      policies: [],
    });
    const { credentials } = aws.home.kernel.sessions.begin({ roleArn, sessionName: 's' }, 3600);
    const reader = new S3Client(connection(aws, credentials));
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    const read = () => reader.send(new GetObjectCommand({ Bucket, Key: 'k' }));
    await expect(read()).rejects.toMatchObject({ name: 'AccessDenied' });
    const Statement = { Effect: 'Allow', Principal: { AWS: roleArn }, Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` };
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) }));
    expect(await read()).toMatchObject({ ContentLength: 1 });
    await expect(reader.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({ name: 'AccessDenied' });
    aws.home.s3.bucket(Bucket).objects.remove('k');
    await s3.send(new DeleteBucketCommand({ Bucket }));
    await s3.send(new CreateBucketCommand({ Bucket }));
    await expect(s3.send(new GetBucketPolicyCommand({ Bucket }))).rejects.toMatchObject({ name: 'NoSuchBucketPolicy' });
  });
});

// Terraform's aws_s3_bucket says it of every bucket
it('a bucket is made with the ACL that every bucket has, and with no other', async () => {
  const s3 = new S3Client(connection(await localAws()));
  await s3.send(new CreateBucketCommand({ Bucket, ACL: 'private' }));
  const open = s3.send(new CreateBucketCommand({ Bucket: 'open', ACL: 'public-read' }));
  await expect(open).rejects.toThrow('ACL public-read of CreateBucket: not emulated');
});
