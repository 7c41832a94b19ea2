import { logger } from './log.ts';

interface Measured {
  namespace: string;
  /** By name; all of them together are the metrics' only set of dimensions. */
  dimensions: Record<string, string>;
  /** By metric. */
  values: Record<string, { value: number; unit: 'Count' | 'None' }>;
  /** ISO 8601: the state machine's or the schedule's time. */
  at: string;
}

/**
 * Writes a line of the log that CloudWatch makes metrics of (its "embedded metric format"): that needs no request, which could fail.
 */
export function logMetrics(message: string, { namespace, dimensions, values, at }: Measured): void {
  const directive = {
    Namespace: namespace,
    Dimensions: [Object.keys(dimensions)],
    Metrics: Object.entries(values).map(([Name, { unit }]) => ({ Name, Unit: unit })),
  };
  logger.info(message, {
    _aws: { Timestamp: Date.parse(at), CloudWatchMetrics: [directive] },
    ...dimensions,
    ...Object.fromEntries(Object.entries(values).map(([name, { value }]) => [name, value])),
  });
}
