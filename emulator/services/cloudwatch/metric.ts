import type { Dimension, MetricName } from '../../service/metric-sink.ts';

export type { Dimension, MetricName };

/** The same for the same metric, in whatever order its dimensions stand. */
export function metricKey({ Namespace, MetricName, Dimensions = [] }: MetricName): string {
  const sorted = Dimensions.map(({ Name, Value }) => [Name, Value]).toSorted(([a], [b]) => (a! < b! ? -1 : 1));
  return JSON.stringify([Namespace, MetricName, sorted]);
}

export function metricOf(key: string): Required<MetricName> {
  const [Namespace, name, dimensions] = JSON.parse(key) as [string, string, [string, string][]];
  return { Namespace, MetricName: name, Dimensions: dimensions.map(([Name, Value]) => ({ Name, Value })) };
}
