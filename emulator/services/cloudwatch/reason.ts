import type { ComparisonOperator, MetricAlarm, StateValue } from './alarm.ts';
import { withOffset } from './timestamp.ts';

/** A period that an alarm has looked at; without a value where nothing was reported. */
export interface EvaluatedPeriod {
  start: number;
  value?: number;
  sampleCount?: number;
}

const words: Record<ComparisonOperator, string> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

/** How many values a reason shows. */
const shownAtMost = 5;

/**
 * Why an alarm is in a state, in CloudWatch's words: recorded, and of its User Guide ("Alarm events and EventBridge").
 *
 * @param periods the newest first
 * @param breaching how many of the values are beyond the threshold
 */
export function reasonOf(alarm: MetricAlarm, state: StateValue, periods: EvaluatedPeriod[], breaching: number): string {
  const { ComparisonOperator, Threshold, DatapointsToAlarm, TreatMissingData, EvaluationPeriods } = alarm;
  const known = periods.filter(({ value }) => value !== undefined);
  const missing = periods.length - known.length;
  if (known.length === 0) {
    const treated = TreatMissingData === 'breaching' ? 'Breaching' : TreatMissingData === 'notBreaching' && 'NonBreaching';
    if (!treated) return `Insufficient Data: ${counted(missing, 'datapoint')} ${were(missing)} unknown.`;
    const nothing = `no datapoints were received for ${counted(periods.length, 'period')}`;
    return `Threshold Crossed: ${nothing} and ${counted(missing, 'missing datapoint')} ${were(missing)} treated as [${treated}].`;
  }
  const beyond = breaching > 0 && state !== 'OK';
  const many = DatapointsToAlarm !== undefined && beyond ? breaching : known.length;
  const which = DatapointsToAlarm === undefined ? counted(many, 'datapoint') : `${many} out of the last ${EvaluationPeriods} datapoints`;
  const shown = known.slice(0, shownAtMost).map(({ value, start }) => `${decimal(value!)} (${moment(start)})`);
  const compared = `${were(many)}${beyond ? '' : ' not'} ${words[ComparisonOperator]} the threshold (${decimal(Threshold)})`;
  return `Threshold Crossed: ${which} [${shown.join(', ')}] ${compared}${transition(alarm, state)}.`;
}

/** What an alarm has looked at, as JSON in `StateReasonData`. */
export function reasonDataOf(alarm: MetricAlarm, periods: EvaluatedPeriod[], now: number): string {
  const known = periods.filter(({ value }) => value !== undefined);
  return JSON.stringify({
    version: '1.0',
    queryDate: withOffset(now),
    startDate: known.length > 0 ? withOffset(known.at(-1)!.start) : undefined,
    unit: alarm.Unit,
    statistic: alarm.Statistic,
    period: alarm.Period,
    recentDatapoints: known.map(({ value }) => value),
    threshold: alarm.Threshold,
    evaluatedDatapoints: periods.map(({ start, sampleCount, value }) => ({ timestamp: withOffset(start), sampleCount, value })),
  });
}

function transition({ DatapointsToAlarm, EvaluationPeriods }: MetricAlarm, state: StateValue): string {
  if (DatapointsToAlarm === undefined) return '';
  const least = state === 'OK' ? EvaluationPeriods - DatapointsToAlarm + 1 : DatapointsToAlarm;
  return ` (minimum ${counted(least, 'datapoint')} for ${state === 'OK' ? 'ALARM -> OK' : 'OK -> ALARM'} transition)`;
}

function counted(many: number, noun: string): string {
  return `${many} ${noun}${many === 1 ? '' : 's'}`;
}

function were(many: number): string {
  return many === 1 ? 'was' : 'were';
}

function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

/** `02/10/19 16:59:00`: the day comes first. */
function moment(at: number): string {
  const [date, time] = new Date(at).toISOString().split('T') as [string, string];
  return `${date.slice(2).split('-').reverse().join('/')} ${time.slice(0, 8)}`;
}
