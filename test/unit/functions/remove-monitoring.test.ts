import { DeleteAlarmsCommand, DeleteDashboardsCommand, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DeleteMetricFilterCommand, DescribeMetricFiltersCommand, ResourceNotFoundException } from '@aws-sdk/client-cloudwatch-logs';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/remove-monitoring.ts';
import { cloudwatch, cloudwatchLogs } from '../aws.ts';
import { clusterId } from '../clusters.ts';
import { execution, lease, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, leaseHeldBy } from '../record.ts';
import { rejection } from '../service-errors.ts';

const removal = () => handler({ environment: 'production', lease, clusterIds: [clusterId, 'cluster-before'] }, context);
const removedAlarms = () => cloudwatch.commandCalls(DeleteAlarmsCommand).map(({ args }) => args[0].input.AlarmNames);
const removedFilters = () => cloudwatchLogs.commandCalls(DeleteMetricFilterCommand).map(({ args }) => args[0].input);
const logGroupName = `/aws/cloudhsm/${clusterId}`;

beforeEach(() => {
  for (const client of [cloudwatch, cloudwatchLogs]) client.reset();
  cloudwatch.on(DescribeAlarmsCommand).resolves({});
  cloudwatchLogs.on(DescribeMetricFiltersCommand).resolves({ metricFilters: [] });
  emptyRecord();
  leaseHeldBy(execution);
});

test('alarms go, those of which others are made last, and the dashboard', async () => {
  const named = (...names: string[]) => names.map((AlarmName) => ({ AlarmName }));
  cloudwatch.on(DescribeAlarmsCommand).callsFake(({ AlarmNamePrefix }: { AlarmNamePrefix: string }) => {
    expect(AlarmNamePrefix).toBe('cloudhsm-lifecycle/dev/production/');
    return { CompositeAlarms: named('worst'), MetricAlarms: named('hsms', 'backups') };
  });

  await removal();

  expect(removedAlarms()).toEqual([['worst'], ['hsms', 'backups']]);
  expect(cloudwatch.commandCalls(DeleteDashboardsCommand)).toHaveLength(1);
});

test('of the filters of an audit log ours go', async () => {
  const metricFilters = ['cloudhsm-lifecycle-login-failed', 'of-somebody-else'].map((filterName) => ({ filterName }));
  cloudwatchLogs.on(DescribeMetricFiltersCommand, { logGroupName }).resolves({ metricFilters });

  await removal();

  expect(removedFilters()).toEqual([{ logGroupName, filterName: 'cloudhsm-lifecycle-login-failed' }]);
});

test('what is gone already keeps nothing from going', async () => {
  cloudwatch.on(DeleteDashboardsCommand).rejects(rejection('DashboardNotFoundError'));
  cloudwatchLogs.on(DescribeMetricFiltersCommand).rejects(new ResourceNotFoundException({ message: 'none', $metadata: {} }));
  expect(await removal()).toEqual({});
});

test('nothing is removed while another execution holds the lease', async () => {
  leaseHeldBy(otherExecution);
  await expect(removal()).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(cloudwatch.commandCalls(DeleteDashboardsCommand)).toEqual([]);
});
