import { DescribeRouteTablesCommand, DescribeSecurityGroupsCommand, DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import { DescribeCustomKeyStoresCommand } from '@aws-sdk/client-kms';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/read-surroundings.ts';
import { emptyAuditBucket, inBucket, putInBucket } from '../audit-bucket.ts';
import { ec2, kms } from '../aws.ts';
import { cluster, onRecord } from '../core/audit/facts.ts';
import { now } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { rejection } from '../service-errors.ts';

const place = { account: '123456789012', region: 'us-east-1' };
const key = (part: string) => `work/run-1/facts/${place.account}/${place.region}/${part}.json`;
const read = () => handler({ run: 'run-1', place, now }, context);
const recovery = {
  region: 'us-west-2',
  subnetIds: ['subnet-0aaa2222aaa2222aa', 'subnet-0bbb2222bbb2222bb'],
  securityGroupIds: ['sg-0aaa2222aaa2222aa'],
};

beforeEach(() => {
  emptyAuditBucket();
  for (const client of [ec2, kms]) client.reset();
  putInBucket(key('hsms'), { clusters: [cluster()] });
  putInBucket(key('owners'), { environments: [onRecord({}, { recovery })] });
  kms.on(DescribeCustomKeyStoresCommand).resolves({ CustomKeyStores: [{ CustomKeyStoreId: 'cks-1', ConnectionState: 'CONNECTED' }] });
  ec2.on(DescribeSecurityGroupsCommand).resolves({ SecurityGroups: [{ GroupId: cluster().securityGroupId }, { GroupId: 'sg-other' }] });
  ec2.on(DescribeRouteTablesCommand).resolves({
    RouteTables: [{ Associations: [{ SubnetId: 'subnet-a' }], Routes: [{ GatewayId: 'igw-1', State: 'active' }] }],
  });
  ec2.on(DescribeSubnetsCommand).resolves({ Subnets: recovery.subnetIds.map((SubnetId) => ({ SubnetId })) });
});

test('key stores, the clusters’ groups and public subnets are read, and the subnets to restore in', async () => {
  expect(await read()).toEqual({ unread: 0 });
  expect(inBucket(key('surroundings'))).toMatchObject({
    keyStores: [{ id: 'cks-1', state: 'CONNECTED' }],
    groups: [{ id: cluster().securityGroupId }],
    publicSubnets: ['subnet-a'],
    recoverySubnets: [{ region: 'us-west-2', subnetIds: recovery.subnetIds }],
    unread: [],
  });
});

test('where clusters could not be read, nothing is asked about networks', async () => {
  putInBucket(key('hsms'), { unread: [] });
  expect(await read()).toEqual({ unread: 0 });
  expect(inBucket(key('surroundings'))).toMatchObject({ groups: [], publicSubnets: [] });
  expect(ec2.commandCalls(DescribeSecurityGroupsCommand)).toEqual([]);
});

test('where nobody knows of a record, no subnets to restore in are looked for', async () => {
  putInBucket(key('owners'), { unread: [] });
  await read();
  expect(inBucket(key('surroundings'))).not.toHaveProperty('recoverySubnets');
});

test('each part that AWS refuses is said to be unread, and the others are there', async () => {
  kms.on(DescribeCustomKeyStoresCommand).rejects(rejection('AccessDeniedException'));
  for (const command of [DescribeSecurityGroupsCommand, DescribeRouteTablesCommand, DescribeSubnetsCommand])
    ec2.on(command as typeof DescribeSubnetsCommand).rejects(rejection('UnauthorizedOperation'));
  expect(await read()).toEqual({ unread: 4 });
  const { unread, ...others } = inBucket(key('surroundings')) as { unread: { why: string }[] };
  expect(unread.map(({ why }) => why.split(' (')[0])).toEqual([
    'reading its key stores',
    'reading security groups',
    'reading route tables',
    'reading subnets of recovery regions',
  ]);
  expect(others).toEqual({});
});
