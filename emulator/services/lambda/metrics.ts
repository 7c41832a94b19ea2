import type { LambdaFunction } from './function.ts';
import type { LambdaNeeds } from './needs.ts';

interface Invocation {
  /** When it was asked for, in virtual milliseconds: its metrics are of that time, whenever it ends. */
  at: number;
  /** Of the code, in milliseconds, without the initialization before it. */
  duration: number;
  failed: boolean;
}

/**
 * Tells CloudWatch of an invocation that has ended, for its function and for all of the region; where it was asked for by a version or an
 * alias, for that, and for the version of an alias that ran.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export function measure(
  { cloudwatch }: LambdaNeeds,
  { name, version }: LambdaFunction,
  qualifier: string | undefined,
  { at, duration, failed }: Invocation,
): void {
  const ofFunction = [{ Name: 'FunctionName', Value: name }];
  const ofResource = [...ofFunction, { Name: 'Resource', Value: `${name}:${qualifier}` }];
  const byQualifier = qualifier === undefined ? [] : [ofResource];
  const byAlias = qualifier === undefined || qualifier === version ? [] : [[...ofResource, { Name: 'ExecutedVersion', Value: version }]];
  for (const Dimensions of [ofFunction, ...byQualifier, ...byAlias, []]) {
    const note = (MetricName: string, value: number, unit?: string) =>
      cloudwatch.metrics.note({ Namespace: 'AWS/Lambda', MetricName, Dimensions }, at, value, unit);
    note('Invocations', 1);
    note('Errors', failed ? 1 : 0);
    note('Duration', duration, 'Milliseconds');
  }
}
