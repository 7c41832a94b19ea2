import { DeleteAlarmsCommand, DeleteDashboardsCommand } from '@aws-sdk/client-cloudwatch';
import { DeleteMetricFilterCommand, paginateDescribeMetricFilters, ResourceNotFoundException } from '@aws-sdk/client-cloudwatch-logs';
import { countedLines, filterName } from '../alarms/audit-log.ts';
import { alarmPrefix, auditLogGroup, dashboardName } from '../alarms/names.ts';
import { cloudwatch } from '../aws/cloudwatch.ts';
import { cloudwatchLogs } from '../aws/cloudwatch-logs.ts';
import { standingAlarms } from './standing-alarms.ts';

/** DeleteAlarms takes so many at once, and one composite alarm at most. */
const atOnce = 100;

/**
 * Removes an environment's alarms, dashboard and metric filters. What others have made stays: alarms are known by their prefix, filters by
 * their names. The audit log stays, too: it says what was done on the HSMs.
 *
 * @param clusterIds the clusters whose audit logs may have filters of ours
 */
export async function removeMonitoring(stage: string, environment: string, clusterIds: string[]): Promise<void> {
  await removeAlarms(alarmPrefix(stage, environment));
  await unlessGone(() => cloudwatch().send(new DeleteDashboardsCommand({ DashboardNames: [dashboardName(stage, environment)] })));
  for (const clusterId of clusterIds) await removeFilters(auditLogGroup(clusterId));
}

async function removeAlarms(AlarmNamePrefix: string): Promise<void> {
  const { composite, metric } = await standingAlarms(AlarmNamePrefix);
  // those of which others are made go last
  const batches = [...composite.map(({ AlarmName = '' }) => [AlarmName]), ...inBatches(metric.map(({ AlarmName = '' }) => AlarmName))];
  for (const AlarmNames of batches) await unlessGone(() => cloudwatch().send(new DeleteAlarmsCommand({ AlarmNames })));
}

function inBatches(names: string[]): string[][] {
  return Array.from({ length: Math.ceil(names.length / atOnce) }, (_, index) => names.slice(index * atOnce, (index + 1) * atOnce));
}

async function removeFilters(logGroupName: string): Promise<void> {
  const ours = new Set(countedLines.map(({ name }) => filterName(name)));
  const standing: string[] = [];
  try {
    for await (const { metricFilters = [] } of paginateDescribeMetricFilters({ client: cloudwatchLogs() }, { logGroupName }))
      standing.push(...metricFilters.map((filter) => filter.filterName ?? ''));
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return;
    throw error;
  }
  for (const name of standing.filter((one) => ours.has(one)))
    await unlessGone(() => cloudwatchLogs().send(new DeleteMetricFilterCommand({ logGroupName, filterName: name })));
}

/** CloudWatch says it by the name of its error or of its code, by protocol. */
const gone = ['ResourceNotFound', 'DashboardNotFoundError', 'ResourceNotFoundException'];

async function unlessGone(remove: () => Promise<unknown>): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (!gone.includes((error as Error).name)) throw error;
  }
}
