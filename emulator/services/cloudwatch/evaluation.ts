import type { ComparisonOperator, MetricAlarm, StateValue } from './alarm.ts';
import type { Metrics } from './metrics.ts';
import { invalid, Queries } from './queries.ts';
import { type EvaluatedPeriod, reasonOf } from './reason.ts';

/** What a metric alarm reads: its own metric, or the query of several that returns data. */
export interface Watched {
  queries: Queries;
  /** The query whose values are compared. */
  id: string;
  /** How many samples the values are of, where they are those of a metric. */
  counts?: Queries;
  /** Milliseconds. */
  period: number;
}

/** @throws AwsError ValidationException */
export function watchedBy(alarm: MetricAlarm): Watched {
  const { Metrics, Namespace = '', MetricName = '', Dimensions = [], Period = 60, Statistic: Stat = '', Unit } = alarm;
  if (!Metrics) {
    const of = (stat: string) =>
      new Queries([{ Id: 'm1', MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period, Stat: stat, Unit } }]);
    return { queries: of(Stat), counts: of('SampleCount'), id: 'm1', period: Period * 1000 };
  }
  const queries = new Queries(Metrics);
  const { Id: id, Period: ownPeriod } = Metrics.find(({ ReturnData }) => ReturnData !== false)!;
  const period = ownPeriod ?? Math.max(...Metrics.map(({ MetricStat }) => MetricStat?.Period ?? 0));
  return { queries, id, period: period * 1000 };
}

const longest = 7 * 24 * 3600_000;

/** @throws AwsError ValidationException where an alarm would look back too far, over its own metric or over queries */
export function checkSpan({ EvaluationPeriods }: MetricAlarm, { period }: Watched): void {
  if (EvaluationPeriods * period > longest)
    throw invalid('Metrics cannot be checked across more than seven days (EvaluationPeriods * Period must be <= 604800)');
}

const breaches: Record<ComparisonOperator, (value: number, threshold: number) => boolean> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

interface Verdict {
  state: StateValue;
  reason: string;
  /** The newest first. */
  periods: EvaluatedPeriod[];
}

/**
 * What a metric alarm says of the periods that ended at an instant (CloudWatch User Guide, "Using Amazon CloudWatch alarms": M out of N
 * datapoints, and how missing data is treated).
 *
 * @param end of the last period, in virtual milliseconds
 * @returns undefined where the alarm stays as it is
 */
export function evaluate(alarm: MetricAlarm, { queries, counts, id, period }: Watched, metrics: Metrics, end: number): Verdict | undefined {
  const { EvaluationPeriods, DatapointsToAlarm = EvaluationPeriods, Threshold, ComparisonOperator, TreatMissingData = 'missing' } = alarm;
  const from = end - EvaluationPeriods * period;
  const span = { from, to: end, period };
  const values = queries.over(metrics, span).valuesOf(id);
  const at = (series: typeof values | undefined, start: number) => {
    const value = typeof series === 'number' ? series : series?.get(start);
    return value !== undefined && Number.isFinite(value) ? value : undefined;
  };
  const periods: EvaluatedPeriod[] = [];
  for (let start = end - period; start >= from; start -= period) periods.push({ start, value: at(values, start) });
  const datapoints = periods.flatMap(({ value }) => (value === undefined ? [] : [value]));
  const breaching = datapoints.filter((value) => breaches[ComparisonOperator](value, Threshold)).length;
  const missing = EvaluationPeriods - datapoints.length;
  const counted = breaching + (TreatMissingData === 'breaching' ? missing : 0);
  const state = decide();
  if (state === undefined || state === alarm.StateValue) return undefined;
  if (counts) {
    const samples = counts.over(metrics, span).valuesOf(id);
    for (const one of periods) one.sampleCount = at(samples, one.start);
  }
  return { state, periods, reason: reasonOf(alarm, state, periods, breaching) };

  function decide(): StateValue | undefined {
    if (counted >= DatapointsToAlarm) return 'ALARM';
    if (TreatMissingData === 'breaching' || TreatMissingData === 'notBreaching') return 'OK';
    const undecided = TreatMissingData === 'ignore' ? undefined : 'INSUFFICIENT_DATA';
    if (datapoints.length === 0) return undecided;
    // everything that is known breaches, and what is missing could
    if (breaching === datapoints.length && breaching + missing >= DatapointsToAlarm)
      return TreatMissingData === 'ignore' ? undefined : 'ALARM';
    return 'OK';
  }
}
