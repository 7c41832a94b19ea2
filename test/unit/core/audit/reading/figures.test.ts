import { GetMetricDataCommand, type GetMetricDataCommandInput, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { beforeEach, expect, test } from 'vitest';
import { readFigures, readThrottled } from '../../../../../core/audit/facts/read-figures.ts';
import { cloudwatch as client } from '../../../../../core/aws/cloudwatch.ts';
import { cloudwatch } from '../../../aws.ts';
import { at } from '../facts.ts';

beforeEach(() => cloudwatch.reset());

/** From now on each query has these values, newest first, five minutes apart. */
function answering(valuesOf: (query: string, id: string) => number[]): void {
  cloudwatch.on(GetMetricDataCommand).callsFake(({ MetricDataQueries = [] }: GetMetricDataCommandInput) => ({
    MetricDataResults: MetricDataQueries.map(({ Id = '', MetricStat }) => {
      const Values = valuesOf(`${MetricStat!.Metric!.MetricName} ${MetricStat!.Stat}`, Id);
      return { Id, Values, Timestamps: Values.map((_, index) => new Date(Date.parse(at) - (index + 1) * 300_000)) };
    }),
  }));
}

test('what the HSMs of a cluster report is told by five minutes, the newest first', async () => {
  const values: Record<string, number[]> = {
    'HsmKeysTokenOccupied Maximum': [5, 4],
    'HsmKeysTokenOccupied Minimum': [3, 4],
    'HsmKeysSessionOccupied Maximum': [1],
    'HsmUsersAvailable Maximum': [9, 9],
    'HsmUsersAvailable Minimum': [8, 9],
  };
  answering((query) => values[query] ?? []);

  expect(await readFigures(client(), ['cluster-a'], at)).toEqual([
    {
      clusterId: 'cluster-a',
      periods: [
        { tokenMost: 5, tokenLeast: 3, sessionMost: 1, usersMost: 9, usersLeast: 8 },
        { tokenMost: 4, tokenLeast: 4, sessionMost: 0, usersMost: 9, usersLeast: 9 },
      ],
    },
  ]);
});

test('a hundred clusters are asked for at once, and none where there is none', async () => {
  answering(() => []);

  const read = await readFigures(
    client(),
    Array.from({ length: 201 }, (_, index) => `cluster-${index}`),
    at,
  );
  const asked = cloudwatch.commandCalls(GetMetricDataCommand).map(({ args }) => args[0].input.MetricDataQueries!.length);

  expect([read.length, asked]).toEqual([201, [500, 500, 5]]);
  expect(await readFigures(client(), [], at)).toEqual([]);
});

test('requests that KMS turned away are counted by key store, over operations and kinds of keys', async () => {
  const metric = (store: string, operation: string) => ({
    Namespace: 'AWS/KMS',
    MetricName: 'CloudHSMKeyStoreThrottle',
    Dimensions: [
      { Name: 'CustomKeyStoreId', Value: store },
      { Name: 'KmsOperation', Value: operation },
    ],
  });
  cloudwatch
    .on(ListMetricsCommand)
    .resolves({ Metrics: [metric('cks-1', 'Decrypt'), metric('cks-1', 'Encrypt'), metric('cks-2', 'Decrypt')] });
  answering((_, id) => ({ q0: [2, 3], q1: [4] })[id] ?? []);

  expect(await readThrottled(client(), at)).toEqual([
    { keyStoreId: 'cks-1', requests: 9 },
    { keyStoreId: 'cks-2', requests: 0 },
  ]);
});
