import { type CompositeAlarm, type MetricAlarm, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { cloudwatch } from '../aws/cloudwatch.ts';

/** The alarms whose names begin with a prefix. */
export async function standingAlarms(AlarmNamePrefix: string): Promise<{ metric: MetricAlarm[]; composite: CompositeAlarm[] }> {
  const found = { metric: [] as MetricAlarm[], composite: [] as CompositeAlarm[] };
  const asked = { AlarmNamePrefix, AlarmTypes: ['MetricAlarm' as const, 'CompositeAlarm' as const] };
  for await (const { MetricAlarms = [], CompositeAlarms = [] } of paginateDescribeAlarms({ client: cloudwatch() }, asked)) {
    found.metric.push(...MetricAlarms);
    found.composite.push(...CompositeAlarms);
  }
  return found;
}
