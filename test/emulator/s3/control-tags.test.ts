import { CreateBucketCommand, GetBucketTaggingCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { connection, localAws } from '../../local-aws.ts';

const namespace = 'http://awss3control.amazonaws.com/doc/2018-08-20/';

/** As Terraform's provider asks from 6.23 on, of each aws_s3_bucket. */
async function withBucket() {
  const aws = await localAws();
  const s3 = new S3Client(connection(aws));
  await s3.send(new CreateBucketCommand({ Bucket: 'reports' }));
  const ask = async (method: string, { bucket = 'reports', query = '', body }: { bucket?: string; query?: string; body?: string } = {}) => {
    const scope = 'Credential=any/20260105/us-east-1/s3/aws4_request';
    const answer = await fetch(`${aws.url}/v20180820/tags/${encodeURIComponent(`arn:aws:s3:::${bucket}`)}${query}`, {
      method,
      headers: { authorization: `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=0`, 'x-amz-account-id': '123456789012' },
      ...(body !== undefined && { body }),
    });
    return { status: answer.status, text: await answer.text() };
  };
  const tag = (...tags: [string, string][]) => {
    const each = tags.map(([key, value]) => `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`).join('');
    return ask('POST', { body: `<TagResourceRequest xmlns="${namespace}"><Tags>${each}</Tags></TagResourceRequest>` });
  };
  return { s3, ask, tag };
}

// localstack's snapshot of test_tag_lifecycle, November 2025
it('tags of a bucket are listed, added to and taken away by S3 Control', async () => {
  const { s3, ask, tag } = await withBucket();
  expect(await ask('GET')).toMatchObject({ status: 200, text: expect.stringContaining('ListTagsForResourceResult') });
  expect((await ask('GET')).text).not.toContain('<Tag>');
  expect(await tag(['key1', 'value1'], ['key2', 'value2'])).toEqual({ status: 204, text: '' });
  expect((await tag(['key2', 'other'], ['key3', 'value3'])).status).toBe(204);
  const { TagSet } = await s3.send(new GetBucketTaggingCommand({ Bucket: 'reports' }));
  expect(Object.fromEntries(TagSet!.map(({ Key, Value }) => [Key, Value]))).toEqual({ key1: 'value1', key2: 'other', key3: 'value3' });
  expect((await ask('GET')).text).toContain('<Tags><Tag><Key>key1</Key><Value>value1</Value></Tag>');
  for (const _ of [1, 2]) expect((await ask('DELETE', { query: '?tagKeys=key3&tagKeys=key2' })).status).toBe(204);
  expect((await s3.send(new GetBucketTaggingCommand({ Bucket: 'reports' }))).TagSet).toEqual([{ Key: 'key1', Value: 'value1' }]);
});

// localstack's snapshots of test_tag_resource_validation and test_tag_operation_no_bucket
it('S3 Control tells what is wrong with tags, and that there is no bucket', async () => {
  const { ask, tag } = await withBucket();
  const refused = (status: number, code: string, words: string) => ({
    status,
    text: expect.stringMatching(`<Code>${code}</Code>.*${words}`),
  });
  expect(await tag(['aws:test', 'value'])).toEqual(refused(400, 'InvalidTag', 'This prefix is reserved'));
  expect(await tag(['a', '1'], ['a', '2'])).toEqual(refused(400, 'InvalidTag', 'duplicate tag keys'));
  expect(await tag(['a', 'one,two'])).toEqual(refused(400, 'InvalidTag', 'Valid characters include'));
  const keyless = `<TagResourceRequest xmlns="${namespace}"><Tags><Tag><Value>v</Value></Tag></Tags></TagResourceRequest>`;
  expect(await ask('POST', { body: keyless })).toEqual(refused(400, 'MalformedXML', ''));
  expect(await ask('GET', { bucket: 'nothing' })).toEqual(refused(404, 'NoSuchResource', 'The specified resource'));
});
