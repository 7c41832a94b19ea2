import {
  type CloudWatchClient,
  type MetricDataQuery,
  type MetricDataResult,
  paginateGetMetricData,
  paginateListMetrics,
} from '@aws-sdk/client-cloudwatch';
import type { FiguresFact, ThrottledFact } from './facts.ts';

const minute = 60_000;
const day = 86_400_000;
const period = 300;

/** What is asked of each cluster. CloudWatch answers 500 queries at once. */
const asked = [
  ['tokenMost', 'HsmKeysTokenOccupied', 'Maximum'],
  ['tokenLeast', 'HsmKeysTokenOccupied', 'Minimum'],
  ['sessionMost', 'HsmKeysSessionOccupied', 'Maximum'],
  ['usersMost', 'HsmUsersAvailable', 'Maximum'],
  ['usersLeast', 'HsmUsersAvailable', 'Minimum'],
] as const;
const mostQueries = 500;
const together = mostQueries / asked.length;

/**
 * What the HSMs of each cluster have reported of late, in fives of minutes: a hundred clusters by each request.
 *
 * @param at ISO 8601
 */
export async function readFigures(client: CloudWatchClient, clusterIds: string[], at: string): Promise<FiguresFact[]> {
  const now = Math.floor(Date.parse(at) / (period * 1000)) * period * 1000;
  const found: FiguresFact[] = [];
  for (let from = 0; from < clusterIds.length; from += together) {
    const ids = clusterIds.slice(from, from + together);
    const values = await metricData(
      client,
      ids.flatMap((clusterId, index) => asked.map(([what, name, Stat]) => ofCluster(`${what}${index}`, clusterId, name, Stat))),
      { StartTime: new Date(now - 25 * minute), EndTime: new Date(now) },
    );
    found.push(...ids.map((clusterId, index) => figuresOf(clusterId, (what) => values.get(`${what}${index}`) ?? new Map())));
  }
  return found;
}

/** Newest first: the periods of which each figure is known. */
function figuresOf(clusterId: string, of: (what: (typeof asked)[number][0]) => Map<number, number>): FiguresFact {
  const times = [...of('tokenMost').keys()].toSorted((a, b) => b - a);
  return {
    clusterId,
    periods: times.flatMap((time) => {
      const [tokenMost, tokenLeast, sessionMost, usersMost, usersLeast] = asked.map(([what]) => of(what).get(time));
      if (tokenMost === undefined || tokenLeast === undefined || usersMost === undefined || usersLeast === undefined) return [];
      return [{ tokenMost, tokenLeast, sessionMost: sessionMost ?? 0, usersMost, usersLeast }];
    }),
  };
}

function ofCluster(Id: string, clusterId: string, MetricName: string, Stat: string): MetricDataQuery {
  const Metric = { Namespace: 'AWS/CloudHSM', MetricName, Dimensions: [{ Name: 'ClusterId', Value: clusterId }] };
  return { Id, MetricStat: { Metric, Period: period, Stat } };
}

/**
 * How many requests KMS has turned away within the last day, since a key store was at its limit. It is counted by operation and kind of key.
 *
 * @param at ISO 8601
 */
export async function readThrottled(client: CloudWatchClient, at: string): Promise<ThrottledFact[]> {
  const metrics: { keyStoreId: string; query: MetricDataQuery }[] = [];
  for await (const { Metrics = [] } of paginateListMetrics({ client }, { Namespace: 'AWS/KMS', MetricName: 'CloudHSMKeyStoreThrottle' })) {
    for (const Metric of Metrics) {
      const keyStoreId = Metric.Dimensions?.find(({ Name }) => Name === 'CustomKeyStoreId')?.Value;
      if (keyStoreId) metrics.push({ keyStoreId, query: { Id: '', MetricStat: { Metric, Period: 3600, Stat: 'Sum' } } });
    }
  }
  const requests = new Map<string, number>();
  const window = { StartTime: new Date(Date.parse(at) - day), EndTime: new Date(at) };
  for (let from = 0; from < metrics.length; from += mostQueries) {
    const some = metrics.slice(from, from + mostQueries);
    const values = await metricData(
      client,
      some.map(({ query }, index) => ({ ...query, Id: `q${index}` })),
      window,
    );
    for (const [index, { keyStoreId }] of some.entries()) {
      const sum = [...(values.get(`q${index}`)?.values() ?? [])].reduce((all, one) => all + one, 0);
      requests.set(keyStoreId, (requests.get(keyStoreId) ?? 0) + sum);
    }
  }
  return [...requests].map(([keyStoreId, turnedAway]) => ({ keyStoreId, requests: turnedAway }));
}

/** The values of each query by their times. */
async function metricData(
  client: CloudWatchClient,
  MetricDataQueries: MetricDataQuery[],
  window: { StartTime: Date; EndTime: Date },
): Promise<Map<string, Map<number, number>>> {
  const found = new Map<string, Map<number, number>>();
  for await (const { MetricDataResults = [] } of paginateGetMetricData({ client }, { MetricDataQueries, ...window }))
    for (const result of MetricDataResults) add(found, result);
  return found;
}

function add(found: Map<string, Map<number, number>>, { Id = '', Timestamps = [], Values = [] }: MetricDataResult): void {
  const values = found.get(Id) ?? new Map<number, number>();
  for (const [index, time] of Timestamps.entries()) values.set(time.getTime(), Values[index] ?? 0);
  found.set(Id, values);
}
