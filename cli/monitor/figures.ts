import { GetMetricDataCommand, type MetricDataQuery, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { healthMetric, hsmMetric, type Watched } from '../../core/alarms/alarms.ts';
import { alarmPrefix } from '../../core/alarms/names.ts';
import { cloudwatch } from '../../core/aws/cloudwatch.ts';

/** One figure over a while. */
export interface Figure {
  name: string;
  /** What it is, for people. */
  label: string;
  /** By period, the oldest first; null where nothing is known. */
  values: (number | null)[];
  /** The newest, whatever the periods are; null where CloudWatch was told none in the last quarter of an hour. */
  now: number | null;
}

export interface AlarmState {
  name: string;
  state: string;
  /** ISO 8601 */
  since: string;
  reason: string;
}

const shown: { name: string; label: string; of: 'hsm' | 'health'; stat: 'Maximum' | 'Minimum' }[] = [
  { name: 'HsmUnhealthy', label: 'an HSM unhealthy', of: 'hsm', stat: 'Maximum' },
  { name: 'HsmsActive', label: 'HSMs active', of: 'health', stat: 'Minimum' },
  { name: 'HsmsWanted', label: 'HSMs wanted', of: 'health', stat: 'Maximum' },
  { name: 'HsmKeysTokenOccupied', label: 'keys', of: 'hsm', stat: 'Maximum' },
  { name: 'HsmKeysSessionOccupied', label: 'session keys', of: 'hsm', stat: 'Maximum' },
  { name: 'HsmSessionCount', label: 'sessions', of: 'hsm', stat: 'Maximum' },
  { name: 'HsmUsersAvailable', label: 'room for users', of: 'hsm', stat: 'Minimum' },
  { name: 'KeyStoreConnected', label: 'key store connected', of: 'health', stat: 'Minimum' },
  { name: 'BackupAgeHours', label: 'age of the backup, h', of: 'health', stat: 'Maximum' },
  { name: 'NotAsAsked', label: 'not as asked', of: 'health', stat: 'Maximum' },
];

interface Window {
  /** Milliseconds, a multiple of the period. */
  from: number;
  to: number;
  periodSeconds: number;
}

/** So many values to a line. */
const columns = 36;

/** Of what is older, CloudWatch tells nothing but whole hours. */
const hoursByMinutes = 63 * 24;

export function windowOf(now: number, hours: number): Window {
  const unit = hours > hoursByMinutes ? 3600 : 300;
  const periodSeconds = Math.ceil((hours * 3600) / columns / unit) * unit;
  const to = Math.ceil(now / 1000 / periodSeconds) * periodSeconds * 1000;
  return { from: to - Math.ceil((hours * 3600) / periodSeconds) * periodSeconds * 1000, to, periodSeconds };
}

/** CloudWatch is told a period or two late; what is older may be over, as the sessions of what is parked. */
const newestHours = 0.25;

export async function readFigures(watched: Watched, window: Window, at: number): Promise<Figure[]> {
  const [values, newest] = await Promise.all([readValues(watched, window), readValues(watched, windowOf(at, newestHours))]);
  return shown.map(({ name, label }, index) => {
    return { name, label, values: values[index]!, now: newest[index]!.findLast((value) => value !== null) ?? null };
  });
}

/** Of each figure that is shown, by period. */
async function readValues(watched: Watched, { from, to, periodSeconds }: Window): Promise<(number | null)[][]> {
  const MetricDataQueries = shown.map(({ name, of, stat }, index): MetricDataQuery => {
    const Metric = of === 'hsm' ? hsmMetric(watched, name) : healthMetric(watched, name);
    return { Id: `m${index}`, MetricStat: { Metric, Period: periodSeconds, Stat: stat } };
  });
  const asked = { MetricDataQueries, StartTime: new Date(from), EndTime: new Date(to) };
  const { MetricDataResults = [] } = await cloudwatch().send(new GetMetricDataCommand(asked));
  const periods = Array.from({ length: (to - from) / periodSeconds / 1000 }, (_, index) => from + index * periodSeconds * 1000);
  return shown.map((_, index) => {
    const { Timestamps = [], Values = [] } = MetricDataResults.find(({ Id }) => Id === `m${index}`) ?? {};
    const values = new Map(Timestamps.map((at, which) => [at.getTime(), Values[which] ?? null]));
    return periods.map((at) => values.get(at) ?? null);
  });
}

export async function readAlarms(stage: string, environment: string): Promise<AlarmState[]> {
  const AlarmNamePrefix = alarmPrefix(stage, environment);
  const found: AlarmState[] = [];
  for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client: cloudwatch() }, { AlarmNamePrefix }))
    for (const { AlarmName = '', StateValue = '', StateReason = '', StateTransitionedTimestamp, StateUpdatedTimestamp } of MetricAlarms)
      found.push({
        name: AlarmName.slice(AlarmNamePrefix.length),
        state: StateValue,
        since: (StateTransitionedTimestamp ?? StateUpdatedTimestamp)?.toISOString() ?? '',
        reason: StateReason,
      });
  return found;
}
