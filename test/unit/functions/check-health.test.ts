import { DescribeBackupsCommand, DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { DescribeCustomKeyStoresCommand } from '@aws-sdk/client-kms';
import { beforeEach, expect, test, vi } from 'vitest';
import { logger } from '../../../core/log.ts';
import { handler } from '../../../functions/check-health.ts';
import { cloudhsm, dynamodb, kms } from '../aws.ts';
import { clusterId, describedCluster } from '../clusters.ts';
import { environment } from '../environments.ts';
import { context } from '../lambda-context.ts';

const asked = environment();
const time = '2026-01-05T12:00:00Z';

/** The item of an environment's file, as it is stored. */
function fileOf(environmentAsked: typeof asked, attributes: object = { clusterId: { S: clusterId } }) {
  return {
    environment: { S: environmentAsked.name },
    item: { S: 'file' },
    file: { S: JSON.stringify(environmentAsked) },
    hash: { S: 'h' },
    ...attributes,
  };
}

function onRecord(work?: string): void {
  const file = fileOf(asked);
  const lease = { environment: { S: asked.name }, item: { S: 'lease' }, holder: { S: work ?? '' }, intent: { S: 'scale' } };
  dynamodb.on(ScanCommand).resolves({ Items: work ? [file, lease] : [file] });
}

beforeEach(() => {
  process.env.ENVIRONMENTS_TABLE = 'environments';
  for (const client of [cloudhsm, dynamodb, kms]) client.reset();
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster()] });
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups: [] });
  kms.on(DescribeCustomKeyStoresCommand).resolves({ CustomKeyStores: [] });
});

test('publishes how an environment is in its log, for CloudWatch and for people', async () => {
  onRecord();
  const told = vi.spyOn(logger, 'info').mockImplementation(() => undefined);

  expect(await handler({ time }, context)).toEqual({ looked: 1 });

  const [words, metrics] = told.mock.calls.at(-1)!;
  told.mockRestore();
  expect(words).toContain(`not as asked: 0 of ${asked.hsmCount} HSMs are ACTIVE`);
  expect(metrics).toMatchObject({
    _aws: { Timestamp: Date.parse(time), CloudWatchMetrics: [{ Namespace: 'cloudhsm-lifecycle', Dimensions: [['Stage', 'Environment']] }] },
    Stage: 'dev',
    Environment: asked.name,
    NotAsAsked: 1,
    HsmsWanted: asked.hsmCount,
    HsmsActive: 0,
  });
});

test('says that it has looked, whatever there is to see', async () => {
  dynamodb.on(ScanCommand).resolves({ Items: [] });
  const told = vi.spyOn(logger, 'info').mockImplementation(() => undefined);

  await handler({ time }, context);

  const metrics = told.mock.calls.map(([, one]) => one);
  told.mockRestore();
  const [directive] = [{ Namespace: 'cloudhsm-lifecycle', Dimensions: [['Stage']], Metrics: [{ Name: 'HealthLooks', Unit: 'Count' }] }];
  expect(metrics).toContainEqual({ _aws: { Timestamp: Date.parse(time), CloudWatchMetrics: [directive] }, Stage: 'dev', HealthLooks: 1 });
});

test('reads nothing but the record while a run is at work on all of them', async () => {
  onRecord('arn:aws:states:us-east-1:123456789012:execution:cloudhsm-lifecycle-dev-scale:x');

  expect(await handler({ time }, context)).toEqual({ looked: 0 });
  expect(cloudhsm.calls()).toEqual([]);
});

test('one that was never made is not looked at, and KMS is asked only where a file has a key store', async () => {
  const withoutKeyStore = environment({ keyStore: undefined });
  dynamodb.on(ScanCommand).resolves({ Items: [fileOf(withoutKeyStore), fileOf(environment({ name: 'planned' }), {})] });
  vi.spyOn(logger, 'info').mockImplementation(() => undefined);

  expect(await handler({ time }, context)).toEqual({ looked: 1 });
  expect(cloudhsm.commandCalls(DescribeBackupsCommand)[0]!.args[0].input).toMatchObject({ Filters: { clusterIds: [clusterId] } });
  expect(kms.calls()).toEqual([]);

  dynamodb.on(ScanCommand).resolves({ Items: [fileOf(withoutKeyStore), fileOf(environment({ name: 'with-keys' }))] });
  expect(await handler({ time }, context)).toEqual({ looked: 2 });
  expect(kms.commandCalls(DescribeCustomKeyStoresCommand)).not.toEqual([]);
  vi.restoreAllMocks();
});
