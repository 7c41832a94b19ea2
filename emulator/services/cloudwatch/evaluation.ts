import type { ComparisonOperator, MetricAlarm, StateValue } from './alarm.ts';
import type { Metrics } from './metrics.ts';
import { Queries } from './queries.ts';

/** What a metric alarm reads: its own metric, or the query of several that returns data. */
export interface Watched {
  queries: Queries;
  /** The query whose values are compared. */
  id: string;
  /** Milliseconds. */
  period: number;
}

/** @throws AwsError ValidationError */
export function watchedBy(alarm: MetricAlarm): Watched {
  const { Metrics, Namespace = '', MetricName = '', Dimensions = [], Period = 60, Statistic: Stat = '', Unit } = alarm;
  if (!Metrics) {
    const queries = new Queries([{ Id: 'm1', MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period, Stat, Unit } }]);
    return { queries, id: 'm1', period: Period * 1000 };
  }
  const queries = new Queries(Metrics);
  const { Id: id, Period: ownPeriod } = Metrics.find(({ ReturnData }) => ReturnData !== false)!;
  const period = ownPeriod ?? Math.max(...Metrics.map(({ MetricStat }) => MetricStat?.Period ?? 0));
  return { queries, id, period: period * 1000 };
}

const breaches: Record<ComparisonOperator, (value: number, threshold: number) => boolean> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

const words: Record<ComparisonOperator, string> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

export interface Verdict {
  /** Undefined where the alarm stays as it is. */
  state: StateValue | undefined;
  reason: string;
  /** Of the periods that had a value, the newest first. */
  datapoints: number[];
}

/**
 * What a metric alarm says of the periods that ended at an instant (CloudWatch User Guide, "Using Amazon CloudWatch alarms": M out of N
 * datapoints, and how missing data is treated).
 *
 * @param end of the last period, in virtual milliseconds
 */
export function evaluate(alarm: MetricAlarm, { queries, id, period }: Watched, metrics: Metrics, end: number): Verdict {
  const { EvaluationPeriods, DatapointsToAlarm = EvaluationPeriods, Threshold, ComparisonOperator, TreatMissingData = 'missing' } = alarm;
  const from = end - EvaluationPeriods * period;
  const values = queries.over(metrics, { from, to: end, period })(id);
  const datapoints: number[] = [];
  for (let start = end - period; start >= from; start -= period) {
    const value = typeof values === 'number' ? values : values.get(start);
    if (value !== undefined && Number.isFinite(value)) datapoints.push(value);
  }
  const breaching = datapoints.filter((value) => breaches[ComparisonOperator](value, Threshold)).length;
  const missing = EvaluationPeriods - datapoints.length;
  const counted = breaching + (TreatMissingData === 'breaching' ? missing : 0);
  const state = decide();
  return { state, datapoints, reason: reason() };

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

  function reason(): string {
    if (datapoints.length === 0) return `no datapoints were received for ${EvaluationPeriods} period${EvaluationPeriods > 1 ? 's' : ''}`;
    const many = datapoints.length > 1 ? 's' : '';
    const was = `${datapoints.length > 1 ? 'were' : 'was'}${breaching > 0 ? '' : ' not'}`;
    const shown = datapoints.slice(0, 5).map((value) => `${value}`);
    return `Threshold Crossed: ${datapoints.length} datapoint${many} [${shown.join(', ')}] ${was} ${words[ComparisonOperator]} the threshold (${Threshold}).`;
  }
}
