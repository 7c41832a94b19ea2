import { expect, it } from 'vitest';
import { localAws } from '../../local-aws.ts';
import { asking, epoch } from './cloudwatch.ts';

const Dimensions = [{ Name: 'Queue', Value: 'orders' }];
const metric = { Namespace: 'Shop', MetricName: 'Waiting', Dimensions };
const wholeDay = { StartTime: epoch - 9 * 3600, EndTime: epoch + 15 * 3600, Period: 3600 };

it('tells the statistics of what was published, by the period', async () => {
  const aws = await localAws();
  const ask = asking(aws);
  await ask('PutMetricData', {
    Namespace: 'Shop',
    MetricData: [
      { MetricName: 'Waiting', Dimensions, Value: 4, Unit: 'Count' },
      { MetricName: 'Waiting', Dimensions, Values: [1, 10], Counts: [3, 1], Unit: 'Count' },
    ],
  });
  await aws.home.clock.advance(3600);
  await ask('PutMetricData', {
    Namespace: 'Shop',
    MetricData: [{ MetricName: 'Waiting', Dimensions, StatisticValues: { SampleCount: 2, Sum: 6, Minimum: 1, Maximum: 5 }, Unit: 'Count' }],
  });

  const Statistics = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'];
  const { Datapoints } = await ask('GetMetricStatistics', { ...metric, ...wholeDay, Statistics });

  expect(Datapoints).toEqual([
    { Timestamp: epoch, SampleCount: 5, Average: 3.4, Sum: 17, Minimum: 1, Maximum: 10, Unit: 'Count' },
    { Timestamp: epoch + 3600, SampleCount: 2, Average: 3, Sum: 6, Minimum: 1, Maximum: 5, Unit: 'Count' },
  ]);
});

it('lists metrics by name and dimension for two weeks after their last value', async () => {
  const aws = await localAws();
  const ask = asking(aws);
  await ask('PutMetricData', { Namespace: 'Shop', MetricData: [{ MetricName: 'Waiting', Dimensions, Value: 1 }] });

  const listed = async (filter: object) => (await ask('ListMetrics', filter)).Metrics;
  expect(await listed({ Namespace: 'Shop' })).toEqual([metric]);
  expect(await listed({ Dimensions: [{ Name: 'Queue', Value: 'returns' }] })).toEqual([]);
  await aws.home.clock.advance(14 * 24 * 3600 + 60);
  expect(await listed({ Namespace: 'Shop' })).toEqual([]);
});

it('calculates with metrics, period by period, and leaves out those where a part is missing', async () => {
  const aws = await localAws();
  const ask = asking(aws);
  const put = (MetricName: string, Value: number) => ask('PutMetricData', { Namespace: 'Shop', MetricData: [{ MetricName, Value }] });
  await put('In', 10);
  await put('Out', 4);
  await aws.home.clock.advance(300);
  await put('In', 7);
  const stat = (Id: string, MetricName: string) => ({
    Id,
    MetricStat: { Metric: { Namespace: 'Shop', MetricName }, Period: 300, Stat: 'Maximum' },
    ReturnData: false,
  });
  const results = async (Expression: string) => {
    const queries = [stat('in', 'In'), stat('out', 'Out'), { Id: 'e', Expression }];
    const asked = { MetricDataQueries: queries, StartTime: epoch, EndTime: epoch + 600, ScanBy: 'TimestampAscending' };
    return (await ask('GetMetricData', asked)).MetricDataResults[0].Values;
  };

  expect(await results('in - out')).toEqual([6]);
  expect(await results('in - FILL(out, 0) * 2')).toEqual([2, 7]);
  expect(await results('MAX([in, out]) + MIN([in, out])')).toEqual([14, 14]);
  await expect(results('ANOMALY_DETECTION_BAND(in)')).rejects.toThrow('is not emulated there');
  await expect(results('in + other')).rejects.toThrow('it names other');
});

it('tells of what is older than 63 days whole hours alone, and five minutes of what is older than 15', async () => {
  const aws = await localAws();
  const ask = asking(aws);
  await ask('PutMetricData', { Namespace: 'Shop', MetricData: [{ MetricName: 'In', Value: 10 }] });
  const found = async (Period: number) => {
    const queries = [{ Id: 'in', MetricStat: { Metric: { Namespace: 'Shop', MetricName: 'In' }, Period, Stat: 'Sum' } }];
    return (await ask('GetMetricData', { MetricDataQueries: queries, StartTime: epoch, EndTime: epoch + 3600 })).MetricDataResults[0]
      .Values;
  };

  expect(await found(60)).toEqual([10]);
  await aws.home.clock.advance(15 * 24 * 3600 + 60);
  expect([await found(60), await found(300)]).toEqual([[], [10]]);
  await aws.home.clock.advance(48 * 24 * 3600);
  expect([await found(300), await found(3600)]).toEqual([[], [10]]);
});

it('refuses what is no metric data, too many datapoints, and namespaces of AWS', async () => {
  const ask = asking(await localAws());
  const put = (Namespace: string, datum: object) => ask('PutMetricData', { Namespace, MetricData: [{ MetricName: 'M', ...datum }] });

  await expect(put('AWS/CloudHSM', { Value: 1 })).rejects.toMatchObject({ code: 'InvalidParameterValueException' });
  await expect(put('Shop', {})).rejects.toMatchObject({ code: 'InvalidParameterCombinationException' });
  await expect(put('Shop', { Value: 1, Timestamp: epoch - 15 * 24 * 3600 })).rejects.toThrow('within two weeks');
  await expect(
    ask('GetMetricStatistics', { ...metric, ...wholeDay, Period: 60, EndTime: epoch + 20 * 3600, Statistics: ['Sum'] }),
  ).rejects.toThrow('exceeds the limit of 1440');
});

it.each([
  { Value: 1e300 },
  { Values: [1, -1e300] },
  { Values: [1, 2], Counts: [1, -1] },
  { StatisticValues: { SampleCount: 1, Sum: 1e300, Minimum: 1, Maximum: 1 } },
  { StatisticValues: { SampleCount: 1, Sum: 5, Minimum: 10, Maximum: 1 } },
])('refuses %o, of which no sum could be kept', async (values) => {
  const ask = asking(await localAws());
  const put = ask('PutMetricData', { Namespace: 'Shop', MetricData: [{ MetricName: 'Waiting', ...values }] });
  await expect(put).rejects.toMatchObject({ code: 'InvalidParameterValueException' });
});

it('keeps a month of values in hours, so that it does not grow with time', async () => {
  const aws = await localAws();
  const { metrics } = aws.home.cloudwatch;
  for (let day = 0; day < 31; day++) {
    for (let hour = 0; hour < 24; hour++) metrics.note(metric, aws.home.clock.now(), hour);
    await aws.home.clock.advance(24 * 3600);
  }
  metrics.note(metric, aws.home.clock.now(), 0);
  const month = { from: epoch * 1000, to: (epoch + 32 * 24 * 3600) * 1000, period: 32 * 24 * 3600_000 };

  expect(metrics.byUnit(metric, month).flatMap(([, buckets]) => [...buckets.values()])).toEqual([
    { count: 31 * 24 + 1, sum: 31 * 276, min: 0, max: 23 },
  ]);
});
