import type { Operation } from '../../../service/service.ts';
import { describeAlarm } from '../description.ts';
import { type MetricName, metricKey } from '../metric.ts';
import type { CloudWatchPlace } from '../state.ts';

type Input = MetricName & { Statistic?: string; Period?: number; Unit?: string };

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmsForMetric.html */
export const describeAlarmsForMetric: Operation<Input, CloudWatchPlace> = {
  refuses: ['ExtendedStatistic'],
  run(input, { place }) {
    const wanted = metricKey(input);
    const found = [...place.cloudwatch.alarms.all.values()].filter(
      (alarm) =>
        alarm.kind === 'MetricAlarm' &&
        alarm.Namespace !== undefined &&
        alarm.MetricName !== undefined &&
        metricKey({ Namespace: alarm.Namespace, MetricName: alarm.MetricName, Dimensions: alarm.Dimensions }) === wanted &&
        (['Statistic', 'Period', 'Unit'] as const).every((member) => input[member] === undefined || input[member] === alarm[member]),
    );
    return { MetricAlarms: found.map(describeAlarm) };
  },
};
