import { expect, test } from 'vitest';
import { localAws, request } from '../../local-aws.ts';
import { own } from './own-api.ts';

const subnets = ['subnet-0aaa1111aaa1111aa'];
const cluster = { HsmType: 'hsm2m.medium', Mode: 'FIPS', SubnetIds: subnets };

test('advance lets just that much time pass', async () => {
  const { body } = await own(await localAws(), 'POST', 'advance', { seconds: 86_400 });
  expect(body).toEqual({ now: '2026-01-06T09:00:00.000Z' });
});

test('idle answers once what was set going has come to its end', async () => {
  const aws = await localAws();
  await request(aws, 'cloudhsmv2', 'CreateCluster', cluster);
  const { status, body } = await own(aws, 'POST', 'idle');
  expect(status).toBe(200);
  expect(Date.parse(body.now)).toBeGreaterThan(Date.parse('2026-01-05T09:01:00Z'));
  expect((await request(aws, 'cloudhsmv2', 'DescribeClusters')).Clusters).toMatchObject([{ State: 'UNINITIALIZED' }]);
});
