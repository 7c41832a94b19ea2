import type { Alarm } from './alarm.ts';
import { watchedBy } from './evaluation.ts';
import { withOffset } from './timestamp.ts';

/** What EventBridge is told when an alarm is in another state than before: CloudWatch User Guide, "Alarm events and EventBridge". */
export function changeOf(alarm: Alarm, before: Alarm) {
  const { AlarmName: alarmName, AlarmDescription: description } = alarm;
  return {
    source: 'aws.cloudwatch',
    detailType: 'CloudWatch Alarm State Change',
    resources: [alarm.AlarmArn],
    detail: { alarmName, configuration: { description, ...configuration(alarm) }, state: state(alarm), previousState: state(before) },
  };
}

function state({ StateValue: value, StateReason: reason, StateReasonData: reasonData, StateUpdatedTimestamp }: Alarm) {
  return { value, reason, reasonData, timestamp: withOffset(StateUpdatedTimestamp) };
}

function configuration(alarm: Alarm): object {
  if (alarm.kind === 'CompositeAlarm') return { alarmRule: alarm.AlarmRule };
  return {
    metrics: watchedBy(alarm).queries.all.map(({ Id: id, MetricStat, Expression: expression, ReturnData: returnData = true }) => ({
      id,
      ...(expression !== undefined && { expression }),
      ...(MetricStat && {
        metricStat: {
          metric: {
            namespace: MetricStat.Metric.Namespace,
            name: MetricStat.Metric.MetricName,
            dimensions: Object.fromEntries((MetricStat.Metric.Dimensions ?? []).map(({ Name, Value }) => [Name, Value])),
          },
          period: MetricStat.Period,
          stat: MetricStat.Stat,
        },
      }),
      returnData,
    })),
  };
}
