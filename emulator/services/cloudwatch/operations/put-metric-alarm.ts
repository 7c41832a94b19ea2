import type { Operation } from '../../../service/service.ts';
import type { ComparisonOperator, MetricAlarm, TreatMissingData } from '../alarm.ts';
import { commonOf, type TagMember, tagsOf } from '../new-alarm.ts';
import { checkPeriod, invalid, type MetricDataQuery } from '../queries.ts';
import { alarmArn } from '../resources.ts';
import type { CloudWatchPlace } from '../state.ts';

export type Input = Partial<MetricAlarm> & { AlarmName: string; Tags?: TagMember[]; Metrics?: MetricDataQuery[] };

const treatments = ['breaching', 'notBreaching', 'ignore', 'missing'];
const ofOneMetric = ['MetricName', 'Namespace', 'Statistic', 'Dimensions', 'Period', 'Unit'] as const;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export const putMetricAlarm: Operation<Input, CloudWatchPlace> = {
  refuses: ['ExtendedStatistic', 'EvaluateLowSampleCountPercentile', 'ThresholdMetricId', 'EvaluationCriteria', 'EvaluationInterval'],
  resources: ({ AlarmName }, place) => [alarmArn(AlarmName, place)],
  run(input, { place }) {
    declareAlarm(place, input);
  },
};

/** @throws AwsError ValidationException */
export function declareAlarm({ cloudwatch: { alarms } }: Pick<CloudWatchPlace, 'cloudwatch'>, input: Input): void {
  const tags = tagsOf(alarms.all, input);
  alarms.putMetricAlarm({ kind: 'MetricAlarm', ...commonOf(input), ...evaluationOf(input), ...metricOf(input), tags });
}

function evaluationOf(input: Input) {
  const { EvaluationPeriods, DatapointsToAlarm, Threshold, ComparisonOperator: operator, TreatMissingData } = input;
  if (EvaluationPeriods === undefined) throw invalid('The parameter EvaluationPeriods is required');
  if (operator === undefined) throw invalid('The parameter ComparisonOperator is required');
  if (!['Less', 'Greater'].some((how) => operator.startsWith(`${how}Than`)) || operator.includes('LowerOr'))
    throw invalid(`ComparisonOperator ${operator}: anomaly detection is not emulated; docs/api-coverage.md lists what is`);
  if (Threshold === undefined || !Number.isFinite(Threshold)) throw invalid('The parameter Threshold is required, as a number');
  if (DatapointsToAlarm !== undefined && DatapointsToAlarm > EvaluationPeriods)
    throw invalid('The parameter DatapointsToAlarm must be less than or equal to EvaluationPeriods');
  if (TreatMissingData !== undefined && !treatments.includes(TreatMissingData))
    throw invalid(`The value ${TreatMissingData} is not valid for TreatMissingData: ${treatments.join(', ')} are`);
  const ComparisonOperator = operator as ComparisonOperator;
  return { EvaluationPeriods, DatapointsToAlarm, Threshold, ComparisonOperator, TreatMissingData: TreatMissingData as TreatMissingData };
}

/** One metric's statistic, or queries of which one returns data. */
function metricOf(input: Input) {
  const { MetricName, Namespace, Statistic, Dimensions = [], Period, Unit, Metrics } = input;
  if (Metrics) {
    const beside = ofOneMetric.filter((member) => input[member] !== undefined);
    if (beside.length > 0) throw invalid(`Metrics cannot be given with ${beside.join(', ')}`);
    const returning = Metrics.filter(({ ReturnData }) => ReturnData !== false);
    if (returning.length !== 1) throw invalid('Exactly one element of the metrics list should return data');
    if (Metrics.every(({ MetricStat }) => !MetricStat)) throw invalid('The metrics list names no metric');
    return { Metrics };
  }
  if (!MetricName || !Namespace) throw invalid('The parameters MetricName and Namespace are required');
  if (!Statistic) throw invalid('The parameter Statistic is required');
  if (Period === undefined) throw invalid('The parameter Period is required');
  checkPeriod(Period);
  return { MetricName, Namespace, Statistic, Dimensions, Period, Unit };
}
