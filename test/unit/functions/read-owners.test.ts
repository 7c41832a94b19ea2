import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import { ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import { beforeEach, expect, test } from 'vitest';
import type { Item } from '../../../core/record/item.ts';
import { handler } from '../../../functions/read-owners.ts';
import { emptyAuditBucket, inBucket } from '../audit-bucket.ts';
import { dynamodb, kms, secretsManager } from '../aws.ts';
import { environmentFile } from '../environments.ts';
import { now } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { connectionCut, rejection } from '../service-errors.ts';

const home = { account: '123456789012', region: 'us-east-1' };
const elsewhere = { ...home, region: 'eu-west-1' };
const read = (place = home) => handler({ run: 'run-1', place, now }, context);
const facts = ({ account, region } = home) => inBucket(`work/run-1/facts/${account}/${region}/owners.json`);

beforeEach(() => {
  Object.assign(process.env, { ACCOUNT_ID: home.account, AWS_REGION: home.region, ENVIRONMENTS_TABLE: 'environments' });
  emptyAuditBucket();
  for (const client of [dynamodb, kms, secretsManager]) client.reset();
  const file = {
    environment: { S: 'production' },
    item: { S: 'file' },
    hash: { S: 'aa11' },
    file: { S: JSON.stringify(environmentFile()) },
    copyRegions: { SS: ['us-west-2'] },
    requestedAt: { S: '2026-01-10T02:00:00.000Z' },
    copiesAskedAt: { S: '2026-01-05T09:00:00.000Z' },
    'key documents': { S: 'arn:key' },
  };
  dynamodb.on(ScanCommand).resolves({ Items: [file] });
  kms.on(DescribeKeyCommand).resolves({ KeyMetadata: { KeyId: 'key', KeyState: 'Enabled' } });
  secretsManager.on(ListSecretsCommand).callsFake(async (_, client) => {
    const region = await client().config.region();
    const name = 'cloudhsm-lifecycle/dev/production/admin';
    return { SecretList: [{ ARN: `arn:in-${region}`, Name: name, ...(region !== home.region && { PrimaryRegion: home.region }) }] };
  });
});

test('of the deployment’s own place the record is read, and what it names, here and where it was brought', async () => {
  expect(await read()).toEqual({ unread: 0 });
  expect(facts()).toMatchObject({
    environments: [{ name: 'production', copiesAskedAt: '2026-01-05T09:00:00.000Z' }],
    secrets: [{ arn: 'arn:in-us-east-1' }],
    keys: [{ arn: 'arn:key', state: 'Enabled' }],
    recoveries: [],
    replicas: [{ region: 'us-west-2', arns: ['arn:in-us-west-2'] }],
    unread: [],
  });
});

test('elsewhere nobody knows of a record: nothing is asked', async () => {
  expect(await read(elsewhere)).toEqual({ unread: 0 });
  expect(facts(elsewhere)).toEqual({ unread: [] });
  expect(dynamodb.calls()).toEqual([]);
});

test('where the record cannot be read, that is said, and of what it names nothing is concluded', async () => {
  dynamodb.on(ScanCommand).rejects(rejection('AccessDeniedException', 'no'));
  expect(await read()).toEqual({ unread: 1 });
  expect(facts()).toEqual({
    secrets: [expect.objectContaining({ arn: 'arn:in-us-east-1' })],
    unread: [{ place: '123456789012/us-east-1', why: expect.stringContaining('reading its record') }],
  });
});

test('what may pass is tried again: nothing is left in the bucket', async () => {
  dynamodb.on(ScanCommand).rejects(connectionCut());
  await expect(read()).rejects.toMatchObject({ name: 'TransientServiceError' });
  expect(facts).toThrow('nothing lies at');
});

test('what was seen of an environment before it was torn down is not said of what stands now', async () => {
  const seen = (time: string) => JSON.stringify({ at: time, users: [] });
  const items = (time: string): Item[] => [
    {
      environment: { S: 'production' },
      item: { S: 'file' },
      hash: { S: 'aa11' },
      requestedAt: { S: '2026-01-05T09:00:00.000Z' },
      tornDownAt: { S: '2026-01-04T09:00:00.000Z' },
    },
    { environment: { S: 'production' }, item: { S: 'users' }, seen: { S: seen(time) } },
    { environment: { S: 'production' }, item: { S: 'schedules' }, drill: { M: { since: { S: time } } } },
    { environment: { S: 'production' }, item: { S: 'outcome#drill' }, outcome: { S: '{}' }, at: { S: time }, failedAt: { S: time } },
  ];
  const of = async (time: string) => {
    dynamodb.on(ScanCommand).resolves({ Items: items(time) });
    await read();
    const [{ drills, usersSeen }] = (facts() as { environments: { drills: object; usersSeen?: object }[] }).environments as [
      { drills: object; usersSeen?: object },
    ];
    return { drills, usersSeen };
  };

  const [before, after] = ['2026-01-03T09:00:00.000Z', '2026-01-06T09:00:00.000Z'];
  expect(await of(before)).toEqual({ drills: { askedSince: '2026-01-05T09:00:00.000Z' } });
  expect(await of(after)).toMatchObject({
    drills: { askedSince: after, provenAt: after, failed: { at: after } },
    usersSeen: { at: after },
  });
});
