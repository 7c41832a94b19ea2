import type { LambdaNeeds } from './needs.ts';

interface Invocation {
  /** When it was asked for, in virtual milliseconds: its metrics are of that time, whenever it ends. */
  at: number;
  /** Of the code, in milliseconds, without the initialization before it. */
  duration: number;
  failed: boolean;
}

/**
 * Tells CloudWatch of an invocation that has ended, for its function and for all of the region.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export function measure({ cloudwatch }: LambdaNeeds, functionName: string, { at, duration, failed }: Invocation): void {
  for (const Dimensions of [[{ Name: 'FunctionName', Value: functionName }], []]) {
    const note = (MetricName: string, value: number, unit?: string) =>
      cloudwatch.metrics.note({ Namespace: 'AWS/Lambda', MetricName, Dimensions }, at, value, unit);
    note('Invocations', 1);
    note('Errors', failed ? 1 : 0);
    note('Duration', duration, 'Milliseconds');
  }
}
