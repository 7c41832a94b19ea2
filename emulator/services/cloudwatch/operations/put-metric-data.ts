import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { Dimension } from '../metric.ts';
import type { CloudWatchPlace } from '../state.ts';
import { isKept, isTimely, merged, ofValue, type StatisticSet } from '../statistics.ts';

interface Datum {
  MetricName: string;
  Dimensions?: Dimension[];
  Timestamp?: Date;
  Value?: number;
  StatisticValues?: { SampleCount: number; Sum: number; Minimum: number; Maximum: number };
  Values?: number[];
  Counts?: number[];
  Unit?: string;
  StorageResolution?: number;
}

interface Input {
  Namespace: string;
  MetricData?: Datum[];
}

const mostData = 1000;
const mostValues = 150;
const mostDimensions = 30;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
export const putMetricData: Operation<Input, CloudWatchPlace> = {
  refuses: ['EntityMetricData', 'StrictEntityValidation'],
  run({ Namespace, MetricData = [] }, { place }) {
    if (Namespace.startsWith('AWS/')) throw wrong('The value AWS/ for parameter Namespace is invalid.');
    if (MetricData.length === 0) throw new AwsError('MissingRequiredParameterException', 'The parameter MetricData is required.');
    if (MetricData.length > mostData) throw wrong(`The collection MetricData must not have a size greater than ${mostData}.`);
    const now = place.clock.now();
    const read = MetricData.map((datum, index) => ({ datum, at: timeOf(datum, index, now), values: valuesOf(datum, index) }));
    for (const { datum, at, values } of read) place.cloudwatch.metrics.put({ Namespace, ...datum }, at, values, datum.Unit);
  },
};

function timeOf({ Timestamp }: Datum, index: number, now: number): number {
  const at = Timestamp?.getTime() ?? now;
  if (isTimely(at, now)) return at;
  throw wrong(`The parameter MetricData.member.${index + 1}.Timestamp must be within two weeks before and two hours after the present.`);
}

function valuesOf(datum: Datum, index: number): StatisticSet {
  const { Value, Values, Counts = Values?.map(() => 1), StatisticValues, Dimensions = [], StorageResolution = 60 } = datum;
  const where = `MetricData.member.${index + 1}`;
  if (Dimensions.length > mostDimensions) throw wrong(`${where} has more than ${mostDimensions} dimensions.`);
  if (new Set(Dimensions.map(({ Name }) => Name)).size < Dimensions.length) throw wrong(`${where} has a dimension twice.`);
  if (StorageResolution !== 60) throw wrong(`StorageResolution ${StorageResolution} of ${where}: not emulated; values are kept by minute.`);
  // AWS takes Values and StatisticValues together
  for (const [other, given] of Object.entries({ Values, StatisticValues })) {
    if (Value === undefined || given === undefined) continue;
    const why = `The parameters ${where}.Value and ${where}.${other} are mutually exclusive and you have specified both.`;
    throw new AwsError('InvalidParameterCombinationException', why);
  }
  if (Value === undefined && Values === undefined && StatisticValues === undefined) {
    const why = `At least one of the parameters must be specified: ${where}.Value, Values, StatisticValues.`;
    throw new AwsError('InvalidParameterCombinationException', why);
  }
  if (Values && Values.length !== Counts?.length)
    throw wrong(`The parameters ${where}.Values and ${where}.Counts must be of the same size.`);
  if (StatisticValues) {
    const { SampleCount: count, Sum: sum, Minimum: min, Maximum: max } = StatisticValues;
    if (![count, sum, min, max].every(isKept) || count <= 0 || min > max) throw wrong(`${where}.StatisticValues are no statistics.`);
    return { count, sum, min, max };
  }
  const values = Values ?? [Value!];
  const counts = Counts ?? [1];
  if (values.length === 0 || values.length > mostValues) throw wrong(`${where}: Values has 1 to ${mostValues} members.`);
  if (!values.every(isKept)) throw wrong(`The value for parameter ${where}.Value is not a number between -2^360 and 2^360.`);
  if (!counts.every((count) => isKept(count) && count > 0)) throw wrong(`${where}.Counts are not all numbers above 0.`);
  return values.map((value, at) => ofValue(value, counts[at])).reduce((sum, one) => merged(sum, one));
}

function wrong(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}
