import { DescribeAlarmHistoryCommand, DescribeAlarmsCommand, GetMetricDataCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeLogGroupsCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/read-watch.ts';
import { emptyAuditBucket, inBucket, putInBucket } from '../audit-bucket.ts';
import { cloudwatch, cloudwatchLogs } from '../aws.ts';
import { cluster, clusterId, hsm, onRecord } from '../core/audit/facts.ts';
import { now } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { rejection } from '../service-errors.ts';
import { signedServices } from '../signed-services.ts';

const home = { account: '123456789012', region: 'us-east-1' };
const elsewhere = { ...home, region: 'eu-west-1' };
const key = (part: string, { account, region } = home) => `work/run-1/facts/${account}/${region}/${part}.json`;
const read = (place = home) => handler({ run: 'run-1', place, now }, context);
const topics: string[] = [];

const services = () =>
  signedServices({
    cloudtrail: (body) => (body === '{}' ? '{"trailList":[{"Name":"organisation","TrailARN":"arn:trail"}]}' : '{"IsLogging":true}'),
    events: (body) => {
      const { NamePrefix, NextToken } = JSON.parse(body);
      return NextToken
        ? JSON.stringify({ Rules: [{ Name: `${NamePrefix}start-due`, State: 'DISABLED' }] })
        : JSON.stringify({ Rules: [{ Name: `${NamePrefix}audit`, State: 'ENABLED' }], NextToken: 'more' });
    },
    sns: (body) => {
      topics.push(new URLSearchParams(body).get('TopicArn')!);
      return '<SubscriptionArn>arn:subscription</SubscriptionArn><SubscriptionArn>PendingConfirmation</SubscriptionArn>';
    },
  });

beforeEach(() => {
  Object.assign(process.env, { ACCOUNT_ID: home.account, AWS_REGION: home.region });
  Object.assign(process.env, { ALARM_TOPIC: 'arn:alarms', OUTCOME_TOPIC: 'arn:outcomes' });
  topics.length = 0;
  emptyAuditBucket();
  for (const client of [cloudwatch, cloudwatchLogs]) client.reset();
  for (const place of [home, elsewhere])
    putInBucket(key('hsms', place), { clusters: [cluster(), cluster({ id: 'cluster-parked', hsms: [] })] });
  putInBucket(key('owners'), { environments: [onRecord(), onRecord({ name: 'silent', clusterId: 'cluster-silent' })] });
  cloudwatch
    .on(DescribeAlarmsCommand)
    .resolves({ MetricAlarms: [{ AlarmName: 'cloudhsm-lifecycle/dev/production/hsms', StateValue: 'OK' }] });
  cloudwatch.on(DescribeAlarmHistoryCommand).resolves({ AlarmHistoryItems: [] });
  cloudwatch.on(GetMetricDataCommand).resolves({ MetricDataResults: [] });
  cloudwatch.on(ListMetricsCommand).resolves({ Metrics: [] });
  cloudwatchLogs.on(DescribeLogGroupsCommand).resolves({ logGroups: [{ logGroupName: `/aws/cloudhsm/${clusterId}` }] });
  cloudwatchLogs.on(FilterLogEventsCommand).resolves({ events: [] });
});

test('of the deployment’s own place all that watches is read', async () => {
  await services();
  expect(await read()).toEqual({ unread: 0 });
  expect(inBucket(key('watch'))).toMatchObject({
    trails: [{ name: 'organisation', logging: true }],
    logGroups: [`/aws/cloudhsm/${clusterId}`],
    alarms: [{ name: 'cloudhsm-lifecycle/dev/production/hsms' }],
    failedActions: [],
    topics: [
      { arn: 'arn:alarms', confirmed: 1, pending: 1 },
      { arn: 'arn:outcomes', confirmed: 1, pending: 1 },
    ],
    rules: [
      { name: 'cloudhsm-lifecycle-dev-audit', on: true },
      { name: 'cloudhsm-lifecycle-dev-start-due', on: false },
    ],
    auditLogs: [],
    throttled: [],
    unread: [],
  });
});

test('clusters with HSMs are asked what they report, be it one', async () => {
  await services();
  const [parked, single] = [cluster({ id: 'cluster-parked', hsms: [] }), cluster({ id: 'cluster-single', hsms: [hsm(1)] })];
  putInBucket(key('hsms'), { clusters: [cluster(), parked, single] });
  await read();
  expect(inBucket(key('watch'))).toMatchObject({ figures: [{ clusterId }, { clusterId: 'cluster-single' }] });
});

test('audit logs are read of clusters on record alone, where there are any', async () => {
  await services();
  await read();
  const asked = cloudwatchLogs.commandCalls(FilterLogEventsCommand).map(({ args }) => args[0].input.logGroupName);
  expect(asked).toEqual([`/aws/cloudhsm/${clusterId}`]);
});

test('elsewhere the deployment has neither alarms nor topics nor rules', async () => {
  await services();
  await read(elsewhere);
  const facts = inBucket(key('watch', elsewhere));
  expect(facts).toMatchObject({ trails: [{}], logGroups: [expect.any(String)], figures: [{ clusterId }] });
  expect(facts).not.toHaveProperty('alarms');
  expect(facts).not.toHaveProperty('rules');
  expect(topics).toEqual([]);
});

test('of a place without clusters the trails are all that there is', async () => {
  await services();
  putInBucket(key('hsms'), { clusters: [] });
  expect(await read()).toEqual({ unread: 0 });
  expect(inBucket(key('watch'))).toEqual({ trails: [{ name: 'organisation', logging: true }], unread: [] });
});

test('each part that AWS refuses is said to be unread, and the others are there', async () => {
  await signedServices({});
  cloudwatchLogs.on(DescribeLogGroupsCommand).rejects(rejection('AccessDeniedException'));
  cloudwatch.on(DescribeAlarmsCommand).rejects(rejection('AccessDeniedException'));
  expect(await read()).toEqual({ unread: 5 });
  const { unread, ...others } = inBucket(key('watch')) as { unread: { why: string }[] };
  expect(unread.map(({ why }) => why.split(' (')[0])).toEqual([
    'reading its trails',
    'reading its log groups',
    'reading its alarms',
    'reading who is told',
    'reading its rules',
  ]);
  expect(others).toMatchObject({ figures: [{}], failedActions: [], auditLogs: [] });
});
