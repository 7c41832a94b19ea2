import { expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { localAws, request } from '../../local-aws.ts';
import { activeCluster, addHsm, hsm } from './lifecycle.ts';

/** A statistic of the last minutes, minute by minute. */
async function lately(
  aws: Emulator,
  MetricName: string,
  Dimensions: Record<string, string>,
  statistic: string,
  minutes = 5,
): Promise<number[]> {
  const now = Math.floor(aws.home.clock.now() / 60_000) * 60;
  const { Datapoints } = await request(aws, 'cloudwatch', 'GetMetricStatistics', {
    Namespace: 'AWS/CloudHSM',
    MetricName,
    Dimensions: Object.entries(Dimensions).map(([Name, Value]) => ({ Name, Value })),
    StartTime: now - minutes * 60,
    EndTime: now,
    Period: 60,
    Statistics: [statistic],
  });
  return Datapoints.map((datapoint: any) => datapoint[statistic]);
}

it('is told by each HSM, each minute, and counts for its cluster and its region', async () => {
  const aws = await localAws();
  const clusterId = await activeCluster(aws);
  const { HsmId } = await addHsm(aws, clusterId, 1);
  await aws.home.clock.advance(600);

  expect(await lately(aws, 'HsmUnhealthy', { ClusterId: clusterId, HsmId }, 'SampleCount')).toEqual([1, 1, 1, 1, 1]);
  expect(await lately(aws, 'HsmUnhealthy', { ClusterId: clusterId }, 'SampleCount')).toEqual([2, 2, 2, 2, 2]);
  expect(await lately(aws, 'HsmUnhealthy', { Region: 'us-east-1' }, 'Maximum')).toEqual([0, 0, 0, 0, 0]);
  expect(await lately(aws, 'HsmUsersAvailable', { ClusterId: clusterId }, 'Average', 1)).toEqual([1022]);
  const { Metrics } = await request(aws, 'cloudwatch', 'ListMetrics', { Dimensions: [{ Name: 'HsmId', Value: HsmId }] });
  expect(Metrics.map(({ MetricName }: any) => MetricName)).toEqual([
    'HsmKeysSessionOccupied',
    'HsmKeysTokenOccupied',
    'HsmSessionCount',
    'HsmUnhealthy',
    'HsmUsersAvailable',
  ]);
});

it('is unhealthy from the failure of an HSM until another stands in its place', async () => {
  const aws = await localAws();
  const clusterId = await activeCluster(aws);
  const { EniId, HsmId } = await addHsm(aws, clusterId, 1);
  const unhealthy = (minutes: number) => lately(aws, 'HsmUnhealthy', { ClusterId: clusterId }, 'Sum', minutes);
  await aws.home.clock.advance(600);

  aws.home.cloudhsmv2.failHsmFor(EniId, 1800);
  await aws.home.clock.advance(1800);
  expect(await unhealthy(20)).toEqual(Array(20).fill(1));
  await aws.home.clock.advance(3600);

  expect(await unhealthy(5)).toEqual([0, 0, 0, 0, 0]);
  expect(await lately(aws, 'HsmUnhealthy', { ClusterId: clusterId, HsmId }, 'Maximum')).toEqual([]);
});

it('ends with the HSM', async () => {
  const aws = await localAws();
  const clusterId = await activeCluster(aws);
  const { HsmId } = await addHsm(aws, clusterId, 1);
  await hsm(aws, 'DeleteHsm', { ClusterId: clusterId, HsmId });
  await aws.home.clock.idle();
  await aws.home.clock.advance(600);

  expect(await lately(aws, 'HsmUnhealthy', { ClusterId: clusterId }, 'SampleCount')).toEqual([1, 1, 1, 1, 1]);
});
