import { PutCompositeAlarmCommand, PutDashboardCommand, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { PutMetricFilterCommand, paginateDescribeMetricFilters, ResourceNotFoundException } from '@aws-sdk/client-cloudwatch-logs';
import { alarmsOf, type Watched } from '../alarms/alarms.ts';
import { countedLines, filterName as nameOf } from '../alarms/audit-log.ts';
import { alarmPrefix, auditLogGroup, auditNamespace, dashboardName, environmentAlarm } from '../alarms/names.ts';
import { cloudwatch } from '../aws/cloudwatch.ts';
import { cloudwatchLogs } from '../aws/cloudwatch-logs.ts';
import { dashboardOf } from './dashboard.ts';
import { standsAsDeclared } from './same.ts';
import { standingAlarms } from './standing-alarms.ts';

interface Applied {
  /** How many alarms were made or changed. */
  alarms: number;
  /** False where CloudHSM has not made the cluster's audit log yet: the next run counts its lines. */
  auditLog: boolean;
}

/**
 * Brings an environment's alarms, metric filters and dashboard to what they have to be. What stands already is left: CloudWatch takes three
 * alarms a second, and a step that is tried again goes on from where it was.
 */
export async function applyMonitoring(watched: Watched): Promise<Applied> {
  const [alarms, auditLog] = [await applyAlarms(watched), await applyFilters(watched)];
  return { alarms, auditLog };
}

async function applyAlarms(watched: Watched): Promise<number> {
  const prefix = alarmPrefix(watched.stage, watched.environment);
  const { metric, composite } = await standingAlarms(prefix);
  const standing = new Map<string | undefined, object>([...metric, ...composite].map((alarm) => [alarm.AlarmName, alarm]));
  const declared = alarmsOf(watched);
  let put = 0;
  for (const alarm of declared) {
    if (standsAsDeclared(alarm, standing.get(alarm.AlarmName))) continue;
    await cloudwatch().send(new PutMetricAlarmCommand(alarm));
    put++;
  }
  const whole = {
    AlarmName: `${prefix}${environmentAlarm}`,
    AlarmRule: declared.map(({ AlarmName }) => `ALARM("${AlarmName}")`).join(' OR '),
    AlarmDescription: `Something is wrong with environment ${watched.environment}: whichever of its alarms is on says what. It tells nobody; they do.`,
  };
  if (!standsAsDeclared(whole, standing.get(whole.AlarmName))) {
    await cloudwatch().send(new PutCompositeAlarmCommand(whole));
    put++;
  }
  const [, partition = 'aws', , region = '', accountId = ''] = watched.topic.split(':');
  const arns = [whole, ...declared].map(({ AlarmName }) => `arn:${partition}:cloudwatch:${region}:${accountId}:alarm:${AlarmName}`);
  const DashboardName = dashboardName(watched.stage, watched.environment);
  await cloudwatch().send(new PutDashboardCommand({ DashboardName, DashboardBody: dashboardOf(watched, region, arns) }));
  return put;
}

async function applyFilters({ stage, environment, clusterId }: Watched): Promise<boolean> {
  const logGroupName = auditLogGroup(clusterId);
  const standing = new Map<string | undefined, object>();
  try {
    for await (const { metricFilters = [] } of paginateDescribeMetricFilters({ client: cloudwatchLogs() }, { logGroupName }))
      for (const filter of metricFilters) standing.set(filter.filterName, filter);
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return false;
    throw error;
  }
  for (const { name, pattern: filterPattern } of countedLines) {
    const filterName = nameOf(name);
    const transformation = { metricNamespace: auditNamespace(stage, environment), metricName: name, metricValue: '1' };
    const declared = { filterName, filterPattern, metricTransformations: [transformation] };
    if (standsAsDeclared(declared, standing.get(filterName))) continue;
    await cloudwatchLogs().send(new PutMetricFilterCommand({ logGroupName, ...declared }));
  }
  return true;
}
