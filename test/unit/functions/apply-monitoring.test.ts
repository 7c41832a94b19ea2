import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { DescribeAlarmsCommand, PutCompositeAlarmCommand, PutDashboardCommand, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeMetricFiltersCommand, PutMetricFilterCommand, ResourceNotFoundException } from '@aws-sdk/client-cloudwatch-logs';
import { beforeEach, expect, test } from 'vitest';
import { alarmsOf } from '../../../core/alarms/alarms.ts';
import { countedLines } from '../../../core/alarms/audit-log.ts';
import { handler } from '../../../functions/apply-monitoring.ts';
import { cloudhsm, cloudwatch, cloudwatchLogs } from '../aws.ts';
import { clusterId } from '../clusters.ts';
import { context } from '../lambda-context.ts';
import { rejection } from '../service-errors.ts';

const topic = 'arn:aws:sns:us-east-1:123456789012:alarms';
const event = { environment: 'production', clusterId };
const declared = alarmsOf({ stage: 'dev', environment: 'production', clusterId, hsmType: 'hsm2m.medium', topic });

beforeEach(() => {
  process.env.ALARM_TOPIC = topic;
  for (const client of [cloudhsm, cloudwatch, cloudwatchLogs]) client.reset();
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [{ ClusterId: clusterId, State: 'ACTIVE', HsmType: 'hsm2m.medium' }] });
  cloudwatch.on(DescribeAlarmsCommand).resolves({});
  cloudwatchLogs.on(DescribeMetricFiltersCommand).resolves({});
});

test('makes every alarm, the one of the whole, a filter for each kind of line, and a dashboard', async () => {
  expect(await handler(event, context)).toEqual({ alarms: declared.length + 1, auditLog: true });

  expect(cloudwatch.commandCalls(PutMetricAlarmCommand).map(({ args }) => args[0].input)).toEqual(declared);
  expect(cloudwatch.commandCalls(PutCompositeAlarmCommand)[0]!.args[0].input.AlarmRule).toContain(
    'ALARM("cloudhsm-lifecycle/dev/production/hsm-unhealthy") OR ',
  );
  const filters = cloudwatchLogs.commandCalls(PutMetricFilterCommand).map(({ args }) => args[0].input);
  expect(filters).toHaveLength(countedLines.length);
  expect(filters[0]).toEqual({
    logGroupName: `/aws/cloudhsm/${clusterId}`,
    filterName: 'cloudhsm-lifecycle-login-failed',
    filterPattern: '"RET_USER_LOGIN_FAILURE"',
    metricTransformations: [{ metricNamespace: 'cloudhsm-lifecycle/dev/production', metricName: 'login-failed', metricValue: '1' }],
  });
  const { DashboardName, DashboardBody = '' } = cloudwatch.commandCalls(PutDashboardCommand)[0]!.args[0].input;
  expect(DashboardName).toBe('cloudhsm-lifecycle-dev-production');
  expect(JSON.parse(DashboardBody).widgets[0].properties.alarms).toHaveLength(declared.length + 1);
});

test('leaves what stands, and puts back what somebody has changed', async () => {
  const [changed, ...others] = declared;
  cloudwatch.on(DescribeAlarmsCommand).resolves({ MetricAlarms: [{ ...changed, Threshold: 99 }, ...others] as never });

  expect((await handler(event, context)).alarms).toBe(2);

  expect(cloudwatch.commandCalls(PutMetricAlarmCommand).map(({ args }) => args[0].input.AlarmName)).toEqual([changed!.AlarmName]);
});

test('goes on without the audit log where CloudHSM has not made it yet', async () => {
  const missing = new ResourceNotFoundException({ message: 'none', $metadata: { httpStatusCode: 400 } });
  cloudwatchLogs.on(DescribeMetricFiltersCommand).rejects(missing);

  expect((await handler(event, context)).auditLog).toBe(false);
});

test('is tried again where CloudWatch takes no more alarms in this second', async () => {
  cloudwatch.on(PutMetricAlarmCommand).rejects(rejection('Throttling', 'Rate exceeded'));

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'TransientServiceError' });
});
