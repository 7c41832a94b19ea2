import { expect, it } from 'vitest';
import { asking, epoch } from '../cloudwatch/cloudwatch.ts';
import { createFunction, invoke, lambdaAws } from './functions.ts';

it('counts invocations and errors and measures durations, for a function and for all', async () => {
  const aws = await lambdaAws();
  createFunction(aws, 'works', 'export const handler = async () => 1;');
  createFunction(aws, 'fails', `export const handler = async () => { throw new Error('no'); };`);
  await invoke(aws, 'works');
  await invoke(aws, 'fails');
  const statistics = async (MetricName: string, FunctionName?: string) => {
    const Dimensions = FunctionName === undefined ? [] : [{ Name: 'FunctionName', Value: FunctionName }];
    const asked = { Namespace: 'AWS/Lambda', MetricName, Dimensions, StartTime: epoch, EndTime: epoch + 3600, Period: 3600 };
    const { Datapoints } = await asking(aws)('GetMetricStatistics', { ...asked, Statistics: ['Sum', 'SampleCount', 'Maximum'] });
    return Datapoints[0];
  };
  expect(await statistics('Invocations', 'fails')).toMatchObject({ Sum: 1, Unit: 'Count' });
  expect(await statistics('Errors', 'fails')).toMatchObject({ Sum: 1 });
  expect(await statistics('Errors', 'works')).toMatchObject({ Sum: 0, SampleCount: 1 });
  expect(await statistics('Invocations')).toMatchObject({ Sum: 2 });
  expect(await statistics('Errors')).toMatchObject({ Sum: 1 });
  const { Maximum, Unit } = await statistics('Duration', 'works');
  expect(Unit).toBe('Milliseconds');
  expect(Maximum).toBeGreaterThan(0);
});

it('has an alarm over its errors go off, and end when it works again', async () => {
  const aws = await lambdaAws();
  const ask = asking(aws);
  createFunction(aws, 'copies', 'export const handler = async ({ broken }) => { if (broken) throw new Error(broken); };');
  await ask('PutMetricAlarm', {
    AlarmName: 'copier-fails',
    Namespace: 'AWS/Lambda',
    MetricName: 'Errors',
    Dimensions: [{ Name: 'FunctionName', Value: 'copies' }],
    Statistic: 'Sum',
    Period: 300,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
  });
  const state = async () => (await ask('DescribeAlarms')).MetricAlarms[0].StateValue;
  await invoke(aws, 'copies', { broken: 'no backup' });
  await aws.home.clock.advance(300);
  expect(await state()).toBe('ALARM');
  await invoke(aws, 'copies');
  await aws.home.clock.advance(600);
  expect(await state()).toBe('OK');
});
