import { paginateDescribeAlarms, paginateListMetrics } from '@aws-sdk/client-cloudwatch';
import { paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { alarmPrefix, auditLogGroup, auditNamespace, ownNamespace } from '../../core/alarms/names.ts';
import { cloudwatch } from '../../core/aws/cloudwatch.ts';
import { cloudwatchLogs } from '../../core/aws/cloudwatch-logs.ts';
import type { Watched } from '../../core/cost/cost-report.ts';
import type { Target } from '../target.ts';

/**
 * What watches an environment, or a whole stage, and what it keeps, by pages.
 *
 * @param name undefined for the stage
 * @param environments those that are asked for
 */
export async function readWatched(
  name: string | undefined,
  environments: string[],
  clusterIds: string[],
  { place, stage }: Pick<Target, 'place' | 'stage'>,
): Promise<Watched> {
  const prefixes = name ? [alarmPrefix(stage, name)] : [`${ownNamespace}/${stage}/`, `${ownNamespace}-${stage}-`];
  const [alarms, metrics, logs] = await Promise.all([
    Promise.all(prefixes.map((prefix) => alarmsOf(prefix, place))),
    Promise.all([
      metricsOf(ownNamespace, stage, name, place),
      ...environments.map((one) => metricsOf(auditNamespace(stage, one), stage, undefined, place)),
    ]),
    Promise.all(
      [...clusterIds.map(auditLogGroup), ...(name ? [] : [`/aws/lambda/${ownNamespace}-${stage}-`])].map((one) => bytesOf(one, place)),
    ),
  ]);
  return {
    alarmMetrics: sum(alarms.map(({ read }) => read)),
    compositeAlarms: sum(alarms.map(({ composite }) => composite)),
    metrics: sum(metrics),
    logBytes: sum(logs),
  };
}

async function alarmsOf(AlarmNamePrefix: string, place: Target['place']): Promise<{ read: number; composite: number }> {
  const found = { read: 0, composite: 0 };
  const asked = { AlarmNamePrefix, AlarmTypes: ['MetricAlarm' as const, 'CompositeAlarm' as const] };
  for await (const { MetricAlarms = [], CompositeAlarms = [] } of paginateDescribeAlarms({ client: cloudwatch(place) }, asked)) {
    found.composite += CompositeAlarms.length;
    for (const { Metrics } of MetricAlarms) found.read += Metrics?.filter(({ MetricStat }) => MetricStat).length ?? 1;
  }
  return found;
}

async function metricsOf(Namespace: string, stage: string, environment: string | undefined, place: Target['place']): Promise<number> {
  const Dimensions =
    Namespace === ownNamespace
      ? [{ Name: 'Stage', Value: stage }, ...(environment ? [{ Name: 'Environment', Value: environment }] : [])]
      : [];
  let found = 0;
  for await (const { Metrics = [] } of paginateListMetrics({ client: cloudwatch(place) }, { Namespace, Dimensions }))
    found += Metrics.length;
  return found;
}

async function bytesOf(logGroupNamePrefix: string, place: Target['place']): Promise<number> {
  let found = 0;
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client: cloudwatchLogs(place) }, { logGroupNamePrefix }))
    found += sum(logGroups.map(({ storedBytes = 0 }) => storedBytes));
  return found;
}

function sum(numbers: number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
