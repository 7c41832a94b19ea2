import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it, test } from 'vitest';
import { isVersionId, turnOf, versionId } from '../../../emulator/services/s3/version-id.ts';
import { connection, connectionTo, localAws } from '../../local-aws.ts';

const Bucket = 'reports';

async function bucketAndClient(settings = {}, client = {}) {
  const aws = await localAws();
  const bucket = aws.home.s3.createBucket(Bucket, settings);
  const s3 = new S3Client({ ...connection(aws), ...client });
  return { aws, bucket, s3 };
}

describe('an object', () => {
  it('comes back as it was put, with its headers, and is listed', async () => {
    const { s3 } = await bucketAndClient();
    const Key = 'a/b c/ü+%&<>.json';
    const put = await s3.send(
      new PutObjectCommand({ Bucket, Key, Body: '{"a":1}', ContentType: 'application/json', Metadata: { run: '42' } }),
    );
    expect(put.ETag).toBe('"bb6cb5c68df4652941caf652a366f2d8"');
    const got = await s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(await got.Body!.transformToString()).toBe('{"a":1}');
    expect(got).toMatchObject({
      ContentType: 'application/json',
      ContentLength: 7,
      Metadata: { run: '42' },
      ServerSideEncryption: 'AES256',
    });
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key }));
    expect(head).toMatchObject({ ContentLength: 7, ETag: put.ETag });
    const { Contents, KeyCount } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'a/' }));
    expect(Contents).toMatchObject([{ Key, Size: 7, ETag: put.ETag }]);
    expect(KeyCount).toBe(1);
  });

  // localstack's test_put_get_object_special_character, test_object_with_slashes_in_key and test_list_objects_v2_continuation_token_safe_chars
  it.each([
    'file%2Fname',
    'test@key/',
    'test%123',
    'test%percent',
    'test key/',
    'test key//',
    'a/%F0%9F%98%80/',
    '/bar/foo/',
    '/foo',
    'a',
    'date=2026-01-01/',
  ])('of the key %j is that of no other', async (Key) => {
    const { s3 } = await bucketAndClient({}, { forcePathStyle: true });
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'test' }));
    const listed = await s3.send(new ListObjectsV2Command({ Bucket }));
    expect(listed.Contents).toMatchObject([{ Key, ETag: '"098f6bcd4621d373cade4e832627b4f6"', ChecksumAlgorithm: ['CRC32'] }]);
    const encoded = await s3.send(new ListObjectsV2Command({ Bucket, EncodingType: 'url' }));
    expect(decodeURIComponent(encoded.Contents![0]!.Key!)).toBe(Key);
    const got = await s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(await got.Body!.transformToString()).toBe('test');
    await s3.send(new DeleteObjectCommand({ Bucket, Key }));
    expect((await s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
  });

  it('may be empty, and may be sent as a stream', async () => {
    const { s3, bucket } = await bucketAndClient();
    await s3.send(new PutObjectCommand({ Bucket, Key: 'empty', Body: '' }));
    expect(bucket.objects.find('empty')!.body).toHaveLength(0);
    const Body = Readable.from([Buffer.from('one '), Buffer.from('two')]);
    await s3.send(new PutObjectCommand({ Bucket, Key: 'stream', Body, ContentLength: 7 }));
    expect(bucket.objects.find('stream')!.body.toString()).toBe('one two');
  });

  it('that is not there, or in no bucket, is answered as S3 does', async () => {
    const { s3 } = await bucketAndClient();
    await expect(s3.send(new GetObjectCommand({ Bucket, Key: 'none' }))).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'none' }))).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
    await expect(s3.send(new PutObjectCommand({ Bucket: 'nobodys', Key: 'a', Body: '1' }))).rejects.toMatchObject({ name: 'NoSuchBucket' });
    await expect(s3.send(new HeadBucketCommand({ Bucket: 'nobodys' }))).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
    await expect(s3.send(new DeleteObjectCommand({ Bucket, Key: 'none' }))).resolves.toMatchObject({ $metadata: { httpStatusCode: 204 } });
  });

  it('is put only where none is, and only with the bytes that were meant', async () => {
    const { s3, bucket } = await bucketAndClient();
    await s3.send(new PutObjectCommand({ Bucket, Key: 'once', Body: '1', IfNoneMatch: '*' }));
    await expect(s3.send(new PutObjectCommand({ Bucket, Key: 'once', Body: '2', IfNoneMatch: '*' }))).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
    await expect(s3.send(new PutObjectCommand({ Bucket, Key: 'torn', Body: '2', ContentMD5: 'AAAA' }))).rejects.toMatchObject({
      name: 'InvalidDigest',
    });
    expect(bucket.objects.current().map(({ key, body }) => [key, body.toString()])).toEqual([['once', '1']]);
  });

  it('is kept behind a mark when it is deleted from a versioned bucket', async () => {
    const { s3 } = await bucketAndClient({ versioning: 'Enabled' });
    const { VersionId } = await s3.send(new PutObjectCommand({ Bucket, Key: 'report', Body: 'first' }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'report', Body: 'second' }));
    expect(await s3.send(new DeleteObjectCommand({ Bucket, Key: 'report' }))).toMatchObject({ DeleteMarker: true });
    await expect(s3.send(new GetObjectCommand({ Bucket, Key: 'report' }))).rejects.toMatchObject({ name: 'NoSuchKey' });
    const first = await s3.send(new GetObjectCommand({ Bucket, Key: 'report', VersionId }));
    expect(await first.Body!.transformToString()).toBe('first');
  });

  it('that was put before its bucket kept versions is the null version', async () => {
    const { s3, bucket } = await bucketAndClient();
    await s3.send(new PutObjectCommand({ Bucket, Key: 'report', Body: 'first' }));
    bucket.change({ versioning: 'Enabled' });
    await s3.send(new PutObjectCommand({ Bucket, Key: 'report', Body: 'second' }));
    expect(await s3.send(new GetObjectCommand({ Bucket, Key: 'report', VersionId: 'null' }))).toMatchObject({ VersionId: 'null' });
    bucket.change({});
    expect(bucket.versioning).toBe('Suspended');
    await s3.send(new PutObjectCommand({ Bucket, Key: 'report', Body: 'third' }));
    expect(bucket.objects.all().map(({ versionId, deleted }) => [versionId !== undefined, deleted])).toEqual([
      [false, undefined],
      [true, undefined],
    ]);
    expect(await s3.send(new DeleteObjectCommand({ Bucket, Key: 'report' }))).toMatchObject({ DeleteMarker: true, VersionId: 'null' });
    await expect(s3.send(new GetObjectCommand({ Bucket, Key: 'report', VersionId: 'null' }))).rejects.toMatchObject({
      name: 'MethodNotAllowed',
    });
    expect(bucket.objects.all()).toHaveLength(2);
  });

  // localstack's snapshot of test_s3_copy_object_in_place_suspended_only
  it('is told to be the null version where it is copied and its bucket keeps versions no more', async () => {
    const { s3, bucket } = await bucketAndClient();
    await s3.send(new PutObjectCommand({ Bucket, Key: 'report', Body: 'first' }));
    const copy = () => s3.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/report` }));
    expect((await copy()).VersionId).toBeUndefined();
    bucket.change({ versioning: 'Suspended' });
    expect(await copy()).toMatchObject({ VersionId: 'null' });
  });

  // localstack's snapshot of test_delete_object_with_no_locking
  it('is deleted past no retention, which it has not', async () => {
    const { s3 } = await bucketAndClient();
    const message = 'x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.';
    for (const BypassGovernanceRetention of [true, false]) {
      const one = new DeleteObjectCommand({ Bucket, Key: 'report', BypassGovernanceRetention });
      await expect(s3.send(one)).rejects.toMatchObject({ name: 'InvalidArgument', message });
      const several = new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'report' }] }, BypassGovernanceRetention });
      await expect(s3.send(several)).rejects.toMatchObject({ name: 'InvalidArgument', message });
    }
  });

  it('is copied, as it is or as it was, where conditions of both hold', async () => {
    const { aws, s3, bucket } = await bucketAndClient({ versioning: 'Enabled' });
    const Key = 'a/ü+%20.txt';
    const { VersionId, ETag } = await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'first' }));
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'second' }));
    const other = aws.home.s3.createBucket('other');
    const source = `${Bucket}/${encodeURIComponent(Key)}`;
    const copy = (CopySource: string, rest = {}) => s3.send(new CopyObjectCommand({ Bucket: 'other', Key: 'copy', CopySource, ...rest }));
    await copy(`/${source}`);
    expect(String(other.objects.find('copy')!.body)).toBe('second');
    expect(await copy(`${source}?versionId=${VersionId}`, { ChecksumAlgorithm: 'SHA1' })).toMatchObject({
      CopySourceVersionId: VersionId,
      CopyObjectResult: { ETag, ChecksumSHA1: expect.any(String) },
    });
    expect(String(other.objects.find('copy')!.body)).toBe('first');
    const later = new Date('2027-01-01T00:00:00Z');
    for (const [rest, Condition] of [
      [{ CopySourceIfMatch: '"x"' }, 'x-amz-copy-source-If-Match'],
      [{ CopySourceIfNoneMatch: '*' }, 'x-amz-copy-source-If-None-Match'],
      [{ CopySourceIfUnmodifiedSince: new Date(0) }, 'x-amz-copy-source-If-Unmodified-Since'],
      [{ CopySourceIfModifiedSince: aws.home.clock.date() }, 'x-amz-copy-source-If-Modified-Since'],
      [{ IfNoneMatch: '*' }, 'If-None-Match'],
    ] as const)
      await expect(copy(source, rest), Condition).rejects.toMatchObject({ name: 'PreconditionFailed', Condition });
    await copy(source, { CopySourceIfUnmodifiedSince: later });
    const { versionId } = bucket.objects.remove(Key);
    for (const [from, name] of [
      [source, 'NoSuchKey'],
      [`${source}?versionId=${versionId}`, 'InvalidRequest'],
      ['nothing/at-all', 'NoSuchBucket'],
      ['nothing', 'InvalidArgument'],
    ] as const)
      await expect(copy(from), from).rejects.toMatchObject({ name });
    const strange = copy(`${source}?versionId=${VersionId}`, { MetadataDirective: 'KEEP' });
    await expect(strange).rejects.toMatchObject({ name: 'InvalidArgument' });
    const sum = copy(`${source}?versionId=${VersionId}`, { ChecksumAlgorithm: 'SHA512' });
    await expect(sum).rejects.toMatchObject({ name: 'InvalidRequest', message: expect.stringContaining('not emulated') });
  });

  // localstack's snapshots of test_put_object_checksum, test_s3_get_object_checksum and test_s3_invalid_content_md5
  it('is kept and listed with the checksum that it was put with', async () => {
    const { s3 } = await bucketAndClient();
    const ChecksumSHA256 = '1YQo81vx2VFUl0q5ccWISq8AkSBQQ0WO80S82TmfdIQ=';
    const put = (rest: object) => s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'test-checksum', ...rest }));
    const sums = ({ ChecksumCRC32, ChecksumSHA256, ChecksumType }: any) => ({ ChecksumCRC32, ChecksumSHA256, ChecksumType });
    const kept = { ChecksumCRC32: undefined, ChecksumSHA256, ChecksumType: 'FULL_OBJECT' };
    expect(sums(await put({ ChecksumSHA256 }))).toEqual(kept);
    expect(sums(await s3.send(new HeadObjectCommand({ Bucket, Key: 'a', ChecksumMode: 'ENABLED' })))).toEqual(kept);
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents).toMatchObject([{ ChecksumAlgorithm: ['SHA256'], ChecksumType: 'FULL_OBJECT' }]);
    await expect(put({ ChecksumSHA256: 'a' })).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: 'Value for x-amz-checksum-sha256 header is invalid.',
    });
    await expect(put({ ContentMD5: 'MTIz' })).rejects.toMatchObject({ name: 'InvalidDigest', 'Content-MD5': 'MTIz' });
    await expect(put({ ContentMD5: 'CYketZBSTjX8czcs3cXVlg==' })).rejects.toMatchObject({
      name: 'BadDigest',
      ExpectedDigest: '09891eb590524e35fc73372cddc5d596',
    });
  });

  // localstack's snapshots of test_s3_get_object_preconditions
  it('is read on conditions, in their order', async () => {
    const { s3, aws } = await bucketAndClient();
    const Key = 'a';
    const { ETag = '' } = await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'data' }));
    const { LastModified } = await s3.send(new HeadObjectCommand({ Bucket, Key }));
    await aws.home.clock.advance(3);
    const now = aws.home.clock.date();
    const day = 24 * 3600_000;
    const before = new Date(now.getTime() - day);
    const bare = ETag.replaceAll('"', '');
    const failed = (Condition: string) => ({ name: 'PreconditionFailed', Condition, $metadata: { httpStatusCode: 412 } });
    const notModified = { $metadata: { httpStatusCode: 304 } };
    for (const [conditions, refusal] of [
      [{ IfModifiedSince: now, IfUnmodifiedSince: before, IfMatch: 'etag123', IfNoneMatch: ETag }, failed('If-Match')],
      [{ IfModifiedSince: now, IfUnmodifiedSince: before, IfNoneMatch: ETag }, failed('If-Unmodified-Since')],
      [{ IfModifiedSince: now, IfNoneMatch: ETag }, notModified],
      [{ IfModifiedSince: now }, notModified],
      [{ IfModifiedSince: now, IfNoneMatch: bare }, notModified],
      [{ IfModifiedSince: LastModified }, notModified],
    ] as const)
      await expect(s3.send(new GetObjectCommand({ Bucket, Key, ...conditions }))).rejects.toMatchObject(refusal);
    for (const conditions of [
      { IfModifiedSince: new Date(now.getTime() + day) },
      { IfUnmodifiedSince: LastModified },
      { IfMatch: bare, IfNoneMatch: 'etag123', IfModifiedSince: before, IfUnmodifiedSince: now },
    ])
      expect(await s3.send(new HeadObjectCommand({ Bucket, Key, ...conditions }))).toMatchObject({ ContentLength: 4 });
  });

  // localstack's snapshots of TestS3ObjectWritePrecondition
  it('is written on one condition', async () => {
    const { s3 } = await bucketAndClient();
    const put = (rest: object) => s3.send(new PutObjectCommand({ Bucket, Key: 'a', ...rest }));
    const notImplemented = { name: 'NotImplemented', $metadata: { httpStatusCode: 501 } };
    await expect(put({ IfMatch: '*' })).rejects.toMatchObject({ ...notImplemented, Header: 'If-Match' });
    await expect(put({ IfMatch: 'abcdef', IfNoneMatch: '*' })).rejects.toMatchObject({
      ...notImplemented,
      Header: 'If-Match,If-None-Match',
    });
    await expect(put({ IfMatch: 'abcdef' })).rejects.toMatchObject({ name: 'NoSuchKey' });
    const { ETag = '' } = await put({ Body: 'test' });
    await expect(put({ IfNoneMatch: ETag })).rejects.toMatchObject({ ...notImplemented, Header: 'If-None-Match' });
    await expect(put({ IfMatch: 'd41d8cd98f00b204e9800998ecf8427e' })).rejects.toMatchObject({ Condition: 'If-Match' });
    await expect(put({ IfNoneMatch: '*' })).rejects.toMatchObject({ Condition: 'If-None-Match' });
    await put({ IfMatch: ETag.replaceAll('"', '') });
  });

  // moto's test_put_object_if_match and test_content_encoding_is_returned, verified on AWS
  it('is written over where one of the quotes of its ETag is missing', async () => {
    const { s3 } = await bucketAndClient();
    const { ETag = '' } = await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'test' }));
    const again = await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'test', IfMatch: ETag.slice(1) }));
    expect(again.ETag).toBe(ETag);
  });

  it.each(['gzip', 'unknown'])('keeps its bytes and its encoding: %s', async (ContentEncoding) => {
    const { s3 } = await bucketAndClient();
    for (const Body of [gzipSync('packed'), Buffer.from('not packed')]) {
      await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body, ContentEncoding }));
      const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'a' }));
      expect(got.ContentEncoding).toBe(ContentEncoding);
      expect(Buffer.from(await got.Body!.transformToByteArray())).toEqual(Body);
    }
  });

  // localstack's snapshots of test_get_object_with_version_unversioned_bucket and test_delete_object_versioned
  it('has no version but one that can be', async () => {
    const { s3, aws } = await bucketAndClient();
    const VersionId = 'HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD';
    const read = (rest: object) => s3.send(new GetObjectCommand({ Bucket, Key: 'a', ...rest }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: '1' }));
    await expect(read({ VersionId })).rejects.toMatchObject({
      name: 'InvalidArgument',
      ArgumentName: 'versionId',
      ArgumentValue: VersionId,
    });
    expect(await read({ VersionId: 'null' })).toMatchObject({ ContentLength: 1 });
    aws.home.s3.createBucket('kept', { versioning: 'Enabled' });
    await s3.send(new PutObjectCommand({ Bucket: 'kept', Key: 'a', Body: '1' }));
    const mark = await s3.send(new DeleteObjectCommand({ Bucket: 'kept', Key: 'a' }));
    await expect(read({ Bucket: 'kept', VersionId: mark.VersionId })).rejects.toMatchObject({
      name: 'MethodNotAllowed',
      Method: 'GET',
      ResourceType: 'DeleteMarker',
      $metadata: { httpStatusCode: 405 },
    });
    await expect(read({ Bucket: 'kept' })).rejects.toSatisfy(
      ({ $response }) => $response.headers['x-amz-delete-marker'] === 'true' && $response.headers['x-amz-version-id'] === mark.VersionId,
    );
    await s3.send(new DeleteObjectCommand({ Bucket: 'kept', Key: 'a', VersionId: mark.VersionId }));
    expect(await read({ Bucket: 'kept' })).toMatchObject({ ContentLength: 1 });
    await expect(read({ Bucket: 'kept', VersionId: mark.VersionId })).rejects.toMatchObject({ name: 'NoSuchVersion' });
    await expect(read({ Bucket: 'kept', VersionId: 'other' })).rejects.toMatchObject({ name: 'InvalidArgument' });
  });

  it('is in a bucket that says where it is, and lists only in encodings that there are', async () => {
    const { s3 } = await bucketAndClient();
    const head = await s3.send(new HeadBucketCommand({ Bucket }));
    expect(head).toMatchObject({ BucketArn: 'arn:aws:s3:::reports', BucketRegion: 'us-east-1', AccessPointAlias: false });
    await expect(s3.send(new ListObjectsV2Command({ Bucket, EncodingType: 'value' as never }))).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'Invalid Encoding Method specified in Request',
      ArgumentName: 'encoding-type',
    });
  });

  it('is found by a bucket in the host’s name, too', async () => {
    const { aws } = await bucketAndClient();
    const endpoint = `http://localhost:${new URL(aws.url).port}`;
    const s3 = new S3Client({ ...connection(aws), endpoint });
    const hosts: string[] = [];
    s3.middlewareStack.add(
      (next) => (args) => {
        const request = args.request as { hostname: string; headers: Record<string, string> };
        hosts.push(request.hostname);
        request.hostname = '127.0.0.1'; // not every resolver knows the names below localhost
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'v' }));
    expect(hosts).toEqual(['reports.localhost']);
    expect(aws.home.s3.bucket(Bucket).objects.find('k')!.body.toString()).toBe('v');
  });
});

it('lists by pages, up to a delimiter, and after a key', async () => {
  const { s3, bucket } = await bucketAndClient();
  for (const key of ['a', 'b/1', 'b/2', 'c', 'd/1'])
    bucket.objects.put({ key, body: Buffer.from(key), etag: '"e"', metadata: {}, checksum: { ChecksumCRC32: '' } });
  const first = await s3.send(new ListObjectsV2Command({ Bucket, Delimiter: '/', MaxKeys: 2 }));
  expect([first.Contents?.map(({ Key }) => Key), first.CommonPrefixes, first.IsTruncated]).toEqual([['a'], [{ Prefix: 'b/' }], true]);
  const second = await s3.send(
    new ListObjectsV2Command({ Bucket, Delimiter: '/', MaxKeys: 2, ContinuationToken: first.NextContinuationToken }),
  );
  expect([second.Contents?.map(({ Key }) => Key), second.CommonPrefixes, second.IsTruncated]).toEqual([['c'], [{ Prefix: 'd/' }], false]);
  const after = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'b/', StartAfter: 'b/1' }));
  expect(after.Contents?.map(({ Key }) => Key)).toEqual(['b/2']);
  await expect(s3.send(new ListObjectsV2Command({ Bucket, ContinuationToken: '!' }))).rejects.toMatchObject({ name: 'InvalidArgument' });
});

it('does not take a copy for an empty part', async () => {
  const { s3 } = await bucketAndClient();
  await s3.send(new PutObjectCommand({ Bucket, Key: 'one', Body: 'text' }));
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'two' }));
  const part = { Bucket, Key: 'two', UploadId, PartNumber: 1, CopySource: `${Bucket}/one` };
  const copied = s3.send(new UploadPartCopyCommand(part));
  await expect(copied).rejects.toMatchObject({ name: 'UnknownOperationException', message: expect.stringContaining('x-amz-copy-source') });
});

it('answers a part of an object, and its head, with 206', async () => {
  const { s3 } = await bucketAndClient();
  await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: '0123456789' }));
  const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'k', Range: 'bytes=2-4' }));
  expect(head).toMatchObject({ $metadata: { httpStatusCode: 206 }, ContentLength: 3, ContentRange: 'bytes 2-4/10' });
  const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'k', Range: 'bytes=-2' }));
  expect([got.$metadata.httpStatusCode, await got.Body!.transformToString()]).toEqual([206, '89']);
});

it('has the tags that an upload in parts was begun with', async () => {
  const { s3 } = await bucketAndClient();
  const of = { Bucket, Key: 'k' };
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ ...of, Tagging: 'a=b&c=d%20e' }));
  const { ETag } = await s3.send(new UploadPartCommand({ ...of, UploadId, PartNumber: 1, Body: 'x' }));
  await s3.send(new CompleteMultipartUploadCommand({ ...of, UploadId, MultipartUpload: { Parts: [{ ETag, PartNumber: 1 }] } }));
  const { TagSet } = await s3.send(new GetObjectTaggingCommand(of));
  expect(TagSet).toEqual([
    { Key: 'a', Value: 'b' },
    { Key: 'c', Value: 'd e' },
  ]);
  const eleven = Array.from({ length: 11 }, (_, index) => ({ Key: `k${index}`, Value: '' }));
  await expect(s3.send(new PutObjectTaggingCommand({ ...of, Tagging: { TagSet: eleven } }))).rejects.toThrow(
    'Object tags cannot be greater than 10',
  );
});

it('asks IAM for a version, and for tags, by actions of their own', async () => {
  const { aws, s3 } = await bucketAndClient({ versioning: 'Enabled' });
  const { VersionId } = await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: '1' }));
  const roleArn = aws.home.iam.putRole({
    roleName: 'reader',
    assumeRolePolicy: { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
    policies: [{ policyName: 'p', policyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:*Object', Resource: '*' }] } }],
  });
  const caller = aws.home.iam.roleCaller(roleArn, 's');
  const answer = (operation: string, input = {}) => aws.home.call('s3', operation, { Bucket, Key: 'k', ...input }, caller);
  await answer('GetObject');
  for (const operation of ['GetObject', 'HeadObject', 'DeleteObject'])
    await expect(answer(operation, { VersionId })).rejects.toThrow(`s3:${operation.replace('Head', 'Get')}Version`);
  await expect(answer('ListObjectVersions')).rejects.toThrow('s3:ListBucketVersions');
  await expect(answer('GetObjectTagging')).rejects.toThrow('s3:GetObjectTagging');
  await expect(answer('GetObjectTagging', { VersionId })).rejects.toThrow('s3:GetObjectVersionTagging');
  for (const operation of ['PutObject', 'CreateMultipartUpload']) {
    await answer(operation);
    await expect(answer(operation, { Tagging: 'a=b' })).rejects.toThrow('s3:PutObjectTagging');
  }
});

it.each([
  ['?versions&max-keys=abc', 'Provided max-keys not an integer or within integer range', 'max-keys', 'abc'],
  ['?list-type=2&max-keys=3000000000', 'Provided max-keys not an integer or within integer range', 'max-keys', '3000000000'],
  ['?list-type=2&max-keys=-1', 'Argument maxKeys must be an integer between 0 and 2147483647', 'maxKeys', '-1'],
  ['/k?versionId=', 'Version id cannot be the empty string', 'versionId', ''],
  ['/k?response-content-type=%E2%80%94', 'Header value cannot be represented using ISO-8859-1.', 'response-content-type', '\u2014'],
  ['/k?response-content-type=x%0Ay:z', 'Header value cannot be represented using ISO-8859-1.', 'response-content-type', 'x\ny:z'],
])('refuses %s', async (asked, message, name, value) => {
  const { aws } = await bucketAndClient({ versioning: 'Enabled' });
  const authorization = 'AWS4-HMAC-SHA256 Credential=person/20260105/us-east-1/s3/aws4_request';
  const response = await fetch(`${aws.url}/${Bucket}${asked}`, { headers: { authorization } });
  const text = await response.text();
  expect([response.status, text]).toEqual([400, expect.stringContaining(`<Code>InvalidArgument</Code><Message>${message}</Message>`)]);
  expect(text).toContain(`<ArgumentName>${name}</ArgumentName><ArgumentValue>${value}</ArgumentValue>`);
});

it('refuses by name what is not emulated', async () => {
  const { s3 } = await bucketAndClient();
  await expect(s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'v', ACL: 'public-read' }))).rejects.toThrow('ACL of PutObject');
  await expect(s3.send(new GetObjectCommand({ Bucket, Key: 'k', PartNumber: 1 }))).rejects.toThrow('PartNumber of GetObject');
});

describe('a bucket with a life cycle', () => {
  const day = 86_400;
  const lifecycle = [
    { Status: 'Enabled', Filter: { Prefix: 'work/' }, Expiration: { Days: 7 }, NoncurrentVersionExpiration: { NoncurrentDays: 1 } },
  ];
  const put = { body: Buffer.from('1'), etag: '"e"', metadata: {}, checksum: { ChecksumCRC32: '' } };

  it('lets objects go at the midnight after so many days, and no others', async () => {
    const { bucket, aws } = await bucketAndClient({ lifecycle });
    for (const key of ['work/a', 'reports/a']) bucket.objects.put({ key, ...put });
    // from nine in the morning
    await aws.home.clock.advance(7 * day + 15 * 3600 - 1);
    expect(bucket.objects.current().map(({ key }) => key)).toEqual(['reports/a', 'work/a']);
    await aws.home.clock.advance(1);
    expect(bucket.objects.current().map(({ key }) => key)).toEqual(['reports/a']);
  });

  it('that keeps versions marks them first, lets them go a day later, and then the mark', async () => {
    const { bucket, aws } = await bucketAndClient({ lifecycle, versioning: 'Enabled' });
    const { versionId: first } = bucket.objects.put({ key: 'work/a', ...put });
    await aws.home.clock.advance(day);
    const { versionId: second } = bucket.objects.put({ key: 'work/a', ...put });
    const there = () => [undefined, first, second].map((id) => bucket.objects.find('work/a', id) !== undefined);
    expect(there()).toEqual([true, true, true]);
    await aws.home.clock.advance(2 * day);
    expect(there()).toEqual([true, false, true]);
    await aws.home.clock.advance(6 * day);
    expect(there()).toEqual([false, false, true]);
    await aws.home.clock.advance(day);
    expect(there()).toEqual([false, false, false]);
    await aws.home.clock.advance(7 * day);
    expect(bucket.objects.all()).toEqual([]);
    const { versionId: again } = bucket.objects.put({ key: 'work/a', ...put });
    expect([first, second]).not.toContain(again);
  });
});

describe('several objects', () => {
  it('are deleted at once, whether they are there or not', async () => {
    const { s3, bucket } = await bucketAndClient();
    for (const Key of ['a', 'b', 'c&d']) await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    const Objects = ['a', 'c&d', 'none'].map((Key) => ({ Key }));
    const { Deleted } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted).toEqual(Objects);
    expect(bucket.objects.current().map(({ key }) => key)).toEqual(['b']);
    expect((await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'b' }], Quiet: true } }))).Deleted).toBeUndefined();
    expect(bucket.objects.isEmpty).toBe(true);
  });

  it('have keys that are not too long', async () => {
    const { s3, bucket } = await bucketAndClient({ versioned: true });
    const Objects = [{ Key: 'k'.repeat(1025) }, { Key: 'k'.repeat(1024) }];
    const { Deleted, Errors } = await s3.send(new DeleteObjectsCommand({ Bucket: bucket.name, Delete: { Objects } }));
    expect(Errors).toEqual([{ Key: 'k'.repeat(1025), Code: 'KeyTooLongError', Message: 'Your key is too long' }]);
    expect(Deleted).toHaveLength(1);
  });

  it('leave marks in a versioned bucket, and are gone when their versions and marks are deleted', async () => {
    const { s3, bucket } = await bucketAndClient({ versioning: 'Enabled' });
    const { VersionId } = await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
    const remove = (...Objects: { Key: string; VersionId?: string | undefined }[]) =>
      s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    const { Deleted } = await remove({ Key: 'a' });
    const mark = Deleted![0]!.DeleteMarkerVersionId;
    expect(Deleted).toEqual([{ Key: 'a', DeleteMarker: true, DeleteMarkerVersionId: expect.any(String) }]);
    expect([bucket.objects.find('a'), bucket.objects.isEmpty]).toEqual([undefined, false]);
    const all = await remove({ Key: 'a', VersionId: 'none' }, { Key: 'a', VersionId }, { Key: 'a', VersionId: mark });
    expect(all).toMatchObject({
      Errors: [{ Key: 'a', VersionId: 'none', Code: 'NoSuchVersion', Message: 'The specified version does not exist.' }],
      Deleted: [
        { Key: 'a', VersionId },
        { Key: 'a', VersionId: mark, DeleteMarker: true, DeleteMarkerVersionId: mark },
      ],
    });
    expect(bucket.objects.isEmpty).toBe(true);
  });

  it.each(['', '<Delete>', '<Delete><Object>a</Object></Delete>', 'none'])('are not in a body such as %j', async (body) => {
    const { aws } = await bucketAndClient();
    const authorization = 'AWS4-HMAC-SHA256 Credential=person/20260105/us-east-1/s3/aws4_request';
    const answer = await fetch(`${aws.url}/${Bucket}?delete`, { method: 'POST', headers: { authorization }, body });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringMatching(/MalformedXML|InvalidArgument/)]);
  });
});

test('a bucket says where it is, and how it encrypts', async () => {
  const { s3 } = await bucketAndClient({ encryption: { algorithm: 'aws:kms', kmsKeyId: 'alias/mine' } });
  expect((await s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBeFalsy();
  const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
  expect(ServerSideEncryptionConfiguration?.Rules).toEqual([
    { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/mine' }, BucketKeyEnabled: false },
  ]);
  const { home } = await localAws({ account: { region: 'eu-west-1' } });
  home.s3.createBucket(Bucket);
  const elsewhere = new S3Client(connectionTo(home));
  expect((await elsewhere.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBe('eu-west-1');
});

it('an object stays encrypted as it was when it was put, or its upload begun', async () => {
  const { s3, bucket } = await bucketAndClient({ encryption: { algorithm: 'aws:kms', kmsKeyId: 'alias/mine' } });
  await s3.send(new PutObjectCommand({ Bucket, Key: 'put', Body: 'x' }));
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'parts' }));
  bucket.set({ encryption: { algorithm: 'AES256' } });
  const upload = { Bucket, Key: 'parts', UploadId };
  const { ETag } = await s3.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'x' }));
  await s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } }));
  const put = await s3.send(new PutObjectCommand({ Bucket, Key: 'later', Body: 'x' }));
  expect(put.ServerSideEncryption).toBe('AES256');
  const encryptionOf = async (Key: string) => {
    const { ServerSideEncryption, SSEKMSKeyId } = await s3.send(new HeadObjectCommand({ Bucket, Key }));
    return [ServerSideEncryption, SSEKMSKeyId];
  };
  expect(await Promise.all(['put', 'parts', 'later'].map(encryptionOf))).toEqual([
    ['aws:kms', 'alias/mine'],
    ['aws:kms', 'alias/mine'],
    ['AES256', undefined],
  ]);
});

it('no key is longer than 1,024 bytes, in parts neither', async () => {
  const { s3 } = await bucketAndClient();
  const Key = 'k'.repeat(1025);
  for (const command of [new PutObjectCommand({ Bucket, Key }), new CreateMultipartUploadCommand({ Bucket, Key })])
    await expect(s3.send(command as PutObjectCommand)).rejects.toMatchObject({ name: 'KeyTooLongError' });
});

describe('an object in parts', () => {
  const Key = 'large.zip';
  const mebibyte = 1024 * 1024;

  async function begun() {
    const made = await bucketAndClient();
    const { UploadId } = await made.s3.send(
      new CreateMultipartUploadCommand({ Bucket, Key, ContentType: 'application/zip', Metadata: { run: '1' } }),
    );
    const put = async (PartNumber: number, Body: Buffer) => {
      const { ETag } = await made.s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
      return { PartNumber, ETag };
    };
    const complete = (Parts: object[]) =>
      made.s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
    return { ...made, UploadId, put, complete };
  }

  it('is there once all are, in the order of their numbers', async () => {
    const { s3, bucket, put, complete } = await begun();
    const last = await put(2, Buffer.from('end'));
    const first = await put(1, Buffer.alloc(5 * mebibyte, 'a'));
    expect(bucket.objects.find(Key)).toBeUndefined();
    const { ETag } = await complete([first, last]);
    expect(ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
    const got = await s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(got).toMatchObject({ ETag, ContentLength: 5 * mebibyte + 3, ContentType: 'application/zip', Metadata: { run: '1' } });
    expect((await got.Body!.transformToString()).slice(-5)).toBe('aaend');
    expect(bucket.uploads.size).toBe(0);
  });

  it('is not of parts that are too small, out of order, or others than were sent', async () => {
    const { put, complete } = await begun();
    const [one, two] = [await put(1, Buffer.from('a')), await put(2, Buffer.from('b'))];
    await expect(complete([one, two])).rejects.toMatchObject({ name: 'EntityTooSmall' });
    await expect(complete([two, one])).rejects.toMatchObject({ name: 'InvalidPartOrder' });
    await expect(complete([{ ...one, ETag: '"x"' }])).rejects.toMatchObject({ name: 'InvalidPart' });
    await expect(complete([])).rejects.toMatchObject({ name: 'MalformedXML' });
  });

  it('may be given up', async () => {
    const { s3, bucket, UploadId, put } = await begun();
    await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
    expect(bucket.uploads.size).toBe(0);
    await expect(put(1, Buffer.from('a'))).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });
});

test('ids of versions have 32 letters, digits, full stops and underscores, and know their turn', () => {
  const random = (turn: number) => createHash('sha256').update(`${turn}`).digest();
  const ids = Array.from({ length: 200 }, (_, turn) => versionId(random(turn), turn));
  for (const [turn, id] of ids.entries()) {
    expect(id).toMatch(/^[A-Za-z0-9._]{32}$/);
    expect(turnOf(id)).toBe(turn);
  }
  const dotted = ids.find((id) => id.includes('.'))!;
  expect(isVersionId(dotted.replace('.', '-'))).toBe(false);
});
