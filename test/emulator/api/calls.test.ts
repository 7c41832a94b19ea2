import { expect, test } from 'vitest';
import { localAws, request } from '../../local-aws.ts';
import { own, signedFor } from './own-api.ts';

test('every request is told with its caller, what it was about and its answer, oldest first', async () => {
  const aws = await localAws();
  const { KeyMetadata } = await request(aws, 'kms', 'CreateKey');
  await own(aws, 'POST', 'advance', { seconds: 60 });
  await request(aws, 'kms', 'DescribeKey', { KeyId: KeyMetadata.KeyId });
  await expect(request(aws, 'kms', 'DescribeKey', { KeyId: 'none' })).rejects.toThrow();
  await own(aws, 'POST', 'faults', { operation: 'kms:ListKeys', where: 'before', cut: true });
  await expect(request(aws, 'kms', 'ListKeys')).rejects.toThrow('fetch failed');
  const caller = 'arn:aws:iam::123456789012:root';
  const [create, ...rest] = (await own(aws, 'GET', 'calls')).body;
  expect(create).toEqual({ at: '2026-01-05T09:00:00.000Z', caller, service: 'kms', operation: 'CreateKey', resource: '*', status: 200 });
  expect(rest).toEqual([
    { at: '2026-01-05T09:01:00.000Z', caller, service: 'kms', operation: 'DescribeKey', resource: KeyMetadata.Arn, status: 200 },
    expect.objectContaining({ operation: 'DescribeKey', status: 400 }),
    expect.objectContaining({ operation: 'ListKeys', status: null }),
  ]);
});

test('a signed request is told of its own account and region only', async () => {
  const aws = await localAws();
  await request(aws, 'kms', 'ListKeys');
  expect((await own(aws, 'GET', 'calls', undefined, signedFor('123456789012', 'us-east-1'))).body).toHaveLength(1);
  expect((await own(aws, 'GET', 'calls', undefined, signedFor('210987654321', 'us-east-1'))).body).toEqual([]);
});
