import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { DescribeCustomKeyStoresCommand } from '@aws-sdk/client-kms';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { logger } from '../../../core/log.ts';
import { handler } from '../../../functions/describe-failure.ts';
import { cloudhsm, kms } from '../aws.ts';
import { clusterId, describedCluster, describedHsm } from '../clusters.ts';
import { execution, now } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, store } from '../record.ts';

const event = {
  environment: 'production',
  execution,
  status: 'FAILED',
  error: 'HsmMissing',
  cause: 'One is gone Remedy: start again',
  now,
};

beforeEach(() => {
  emptyRecord();
  kms.reset();
  process.env.AWS_REGION = 'us-east-1';
  cloudhsm.reset();
  const Hsms = [describedHsm(2), describedHsm(3, { State: 'DELETED' }), describedHsm(1, { State: 'DEGRADED' })];
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms })] });
});

test('tells programs what failed, why, and what stands and is billed', async () => {
  const { detail } = await handler(event, context);

  expect(detail).toEqual({
    environment: 'production',
    execution,
    error: 'HsmMissing',
    cause: 'One is gone Remedy: start again',
    standing: { clusterId, hsms: ['hsm-aaaaaaaaaa1', 'hsm-aaaaaaaaaa2'], perHour: 3.2 },
  });
});

test('tells people the same in words', async () => {
  const { subject, message } = await handler(event, context);

  expect(subject).toBe('CloudHSM environment production failed: HsmMissing');
  expect(message.split('\n\n')).toEqual([
    'One is gone Remedy: start again',
    `Standing and billed: 2 HSMs of ${clusterId} (hsm-aaaaaaaaaa1, hsm-aaaaaaaaaa2), about USD 3.2 an hour, as of ${now}.`,
    'A FAILED execution is not redriven: start the workflow again; it goes on from what stands.',
    `Execution: ${execution}`,
  ]);
});

test.each([
  ['there is no cluster', [], null],
  ['the cluster has no HSM', [describedCluster()], { clusterId, hsms: [], perHour: 0 }],
])('says that nothing is billed where %s', async (_, Clusters, standing) => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters });

  const { detail, message } = await handler(event, context);

  expect(detail.standing).toEqual(standing);
  expect(message).toContain('No HSM of it stands.');
});

test.each(['ABORTED', 'TIMED_OUT'])('a run that is %s says so, and how it goes on', async (status) => {
  const { detail, subject } = await handler({ ...event, status, error: '', cause: '' }, context);

  expect(subject).toBe(`CloudHSM environment production failed: ${status}`);
  expect(detail).toMatchObject({
    error: status,
    cause: `The execution ended ${status}. Remedy: \`aws stepfunctions redrive-execution --execution-arn ${execution} --region us-east-1\`, or start the workflow again; it goes on from where it was`,
  });
});

test('a run that was stopped while the key store was disconnected says so, and what stands without its tags is billed, too', async () => {
  store('file', { clusterId, keyStoreId: 'cks-1' });
  const CustomKeyStores = [{ CustomKeyStoreId: 'cks-1', ConnectionState: 'DISCONNECTED' as const }];
  kms.on(DescribeCustomKeyStoresCommand).resolves({ CustomKeyStores });
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [{ ...describedCluster({ Hsms: [describedHsm(1)] }), TagList: [] }] });

  const { message } = await handler({ ...event, status: 'ABORTED', error: '', cause: '' }, context);

  expect(message).toContain(`Standing and billed: 1 HSM of ${clusterId}`);
  expect(message).toContain('\n\nIts key store cks-1 is DISCONNECTED: none of its keys can be used until it is connected\n\n');
});

test('an environment that nobody could name is told of without a look', async () => {
  const { detail, subject } = await handler({ ...event, environment: '' }, context);

  expect(detail).toMatchObject({ environment: 'without a name', standing: null });
  expect(subject).toBe('CloudHSM environment without a name failed: HsmMissing');
  expect(cloudhsm.calls()).toHaveLength(0);
});

test.each([
  ['HsmMissing', 'FAILED', 'domain'],
  ['InvalidEnvironment', 'FAILED', 'bad input'],
  ['', 'ABORTED', 'stopped'],
])('counts a run by its kind, for the alarms: %s, %s', async (error, status, Kind) => {
  const info = vi.spyOn(logger, 'info').mockImplementation(() => {});
  onTestFinished(() => info.mockRestore());

  await handler({ ...event, error, status }, context);

  const metric = { Namespace: 'cloudhsm-lifecycle', Dimensions: [['Stage', 'Kind']], Metrics: [{ Name: 'FailedRuns', Unit: 'Count' }] };
  const _aws = { Timestamp: Date.parse(now), CloudWatchMetrics: [metric] };
  expect(info.mock.calls).toEqual([['A run did not succeed', { _aws, FailedRuns: 1, Stage: process.env.STAGE, Kind }]]);
});

test('the subject is what SNS takes, whatever the name: plain characters on one line, 100 at most', async () => {
  const { subject } = await handler({ ...event, environment: `ünï\ncode${'x'.repeat(200)}` }, context);

  expect(subject).toMatch(/^CloudHSM environment \?n\?\?codex+$/);
  expect(subject).toHaveLength(100);
});

test('a description says no secret of the cluster', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [{ ...describedCluster(), PreCoPassword: 'precious-secret' }] });

  expect(JSON.stringify(await handler(event, context))).not.toContain('precious-secret');
});
