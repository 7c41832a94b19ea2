import { expect, it } from 'vitest';
import { localAws, request } from '../../local-aws.ts';

const filter = {
  logGroupName: 'app',
  filterName: 'failures',
  filterPattern: '"LOGIN_FAILURE" -"kmsuser"',
  metricTransformations: [{ metricName: 'Failures', metricNamespace: 'App', metricValue: '2' }],
};

async function withGroup() {
  const aws = await localAws();
  const logs = (operation: string, input: object) => request(aws, 'logs', operation, input);
  await logs('CreateLogGroup', { logGroupName: 'app' });
  const counted = () => {
    const now = aws.home.clock.now();
    const window = { from: now - 3_600_000, to: now + 60_000, period: 7_200_000 };
    const [[, buckets] = []] = aws.home.cloudwatch.metrics.byUnit({ Namespace: 'App', MetricName: 'Failures' }, window);
    return buckets?.values().next().value?.sum;
  };
  return { aws, logs, counted };
}

it('counts the lines that match, from when it is put on, until it is taken off', async () => {
  const { aws, logs, counted } = await withGroup();
  aws.home.logs.append('app', 'one', 'LOGIN_FAILURE of ann');
  await logs('PutMetricFilter', filter);
  expect(counted()).toBeUndefined();

  for (const line of ['LOGIN_FAILURE of ann', 'LOGIN_FAILURE of kmsuser', 'LOGIN of ann']) aws.home.logs.append('app', 'one', line);
  expect(counted()).toBe(2);
  expect((await logs('DescribeLogGroups', {})).logGroups[0].metricFilterCount).toBe(1);
  const { creationTime } = (await logs('DescribeMetricFilters', { logGroupName: 'app' })).metricFilters[0];
  expect((await logs('DescribeMetricFilters', { metricName: 'Failures', metricNamespace: 'App' })).metricFilters).toEqual([
    { ...filter, creationTime, applyOnTransformedLogs: false },
  ]);

  await logs('DeleteMetricFilter', { logGroupName: 'app', filterName: 'failures' });
  aws.home.logs.append('app', 'one', 'LOGIN_FAILURE of ann');
  expect(counted()).toBe(2);
});

it('counts a member of the line, where it is a number', async () => {
  const { aws, logs, counted } = await withGroup();
  await logs('PutMetricFilter', {
    ...filter,
    filterPattern: '{ $.failure = * }',
    metricTransformations: [{ ...filter.metricTransformations[0], metricValue: '$.sizes[1]' }],
  });
  aws.home.logs.append('app', 'one', '{"failure":"login","sizes":[1,40]}');
  aws.home.logs.append('app', 'one', '{"failure":"login","sizes":["two","three"]}');
  aws.home.logs.append('app', 'one', '{"failure":"login"}');
  aws.home.logs.append('app', 'one', '{"sizes":[1,2]}');
  expect(counted()).toBe(40);
});

it.each([
  ['a group that is not there', { ...filter, logGroupName: 'none' }, 'does not exist'],
  ['fields between spaces', { ...filter, filterPattern: '[a, b]' }, 'space-delimited filter patterns are not emulated'],
  [
    'a value out of a line that is no JSON',
    { ...filter, metricTransformations: [{ ...filter.metricTransformations[0], metricValue: '$.size' }] },
    'not emulated',
  ],
  [
    'a namespace of AWS',
    { ...filter, metricTransformations: [{ ...filter.metricTransformations[0], metricNamespace: 'AWS/HSM' }] },
    'AWS/',
  ],
])('refuses %s', async (_, input, why) => {
  const { logs } = await withGroup();
  await expect(logs('PutMetricFilter', input)).rejects.toThrow(why);
});

it('makes metrics of lines in the embedded metric format, and of no line that only looks like one', async () => {
  const { aws, counted } = await withGroup();
  const at = aws.home.clock.now();
  const directive = { Namespace: 'App', Dimensions: [[]], Metrics: [{ Name: 'Failures', Unit: 'Count' }] };
  const line = (document: object) => aws.home.logs.append('app', 'one', JSON.stringify(document));
  line({ _aws: { Timestamp: at, CloudWatchMetrics: [directive] }, Failures: [3, 4] });
  line({ _aws: { Timestamp: at, CloudWatchMetrics: [directive] }, Failures: 'many' });
  line({ _aws: { Timestamp: 'now', CloudWatchMetrics: [directive] }, Failures: 1 });
  line({ _aws: null, CloudWatchMetrics: 1 });
  for (const Timestamp of [1e300, -1e300, at + 3 * 3600_000]) line({ _aws: { Timestamp, CloudWatchMetrics: [directive] }, Failures: 1 });
  line({ _aws: { Timestamp: at, CloudWatchMetrics: [directive] }, Failures: [1e300, -1e300] });
  aws.home.logs.append('app', 'one', '{"_aws"');

  expect(counted()).toBe(7);
});

it('makes no metric of a line that does not say a dimension', async () => {
  const { aws } = await withGroup();
  const directive = { Namespace: 'App', Dimensions: [['constructor'], ['zone']], Metrics: [{ Name: 'Failures' }] };
  const document = { _aws: { Timestamp: aws.home.clock.now(), CloudWatchMetrics: [directive] }, Failures: 1, zone: 'a' };
  aws.home.logs.append('app', 'one', JSON.stringify(document));
  expect(aws.home.cloudwatch.metrics.list()).toEqual([
    { Namespace: 'App', MetricName: 'Failures', Dimensions: [{ Name: 'zone', Value: 'a' }] },
  ]);
});
