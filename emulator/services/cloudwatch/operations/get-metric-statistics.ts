import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { MetricName } from '../metric.ts';
import { minute } from '../series.ts';
import type { CloudWatchPlace } from '../state.ts';
import { type Statistic, statisticOf } from '../statistics.ts';

type Input = MetricName & { StartTime: Date; EndTime: Date; Period: number; Statistics?: Statistic[]; Unit?: string };

const mostDatapoints = 1440;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html; its periods begin with StartTime. */
export const getMetricStatistics: Operation<Input, CloudWatchPlace> = {
  refuses: ['ExtendedStatistics'],
  run(input, { place }) {
    const { StartTime, EndTime, Period, Statistics = [], MetricName, Unit } = input;
    const [from, to] = [Math.floor(StartTime.getTime() / minute) * minute, EndTime.getTime()];
    if (Statistics.length === 0)
      throw new AwsError(
        'InvalidParameterCombinationException',
        'At least one of the parameters Statistics and ExtendedStatistics must be specified.',
      );
    if (StartTime >= EndTime)
      throw new AwsError('InvalidParameterValueException', 'The parameter StartTime must be less than the parameter EndTime.');
    const asked = Math.ceil((to - StartTime.getTime()) / 1000 / Period);
    if (asked > mostDatapoints) {
      const why = `You have requested up to ${asked} datapoints, which exceeds the limit of ${mostDatapoints}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`;
      throw new AwsError('InvalidParameterCombinationException', why);
    }
    if (Period % 60 !== 0)
      throw new AwsError('InvalidParameterValueException', 'The parameter Period must be a multiple of 60: values are kept by minute.');
    const found = place.cloudwatch.metrics.byUnit(input, { from, to, period: Period * 1000 }, Unit);
    const Datapoints = found.flatMap(([unit, buckets]) =>
      [...buckets].map(([start, values]) => ({
        Timestamp: new Date(start),
        ...Object.fromEntries(Statistics.map((statistic) => [statistic, statisticOf(values, statistic)])),
        Unit: unit,
      })),
    );
    return { Label: MetricName, Datapoints };
  },
};
