import type { FailureKind } from '../errors/failure-kinds.ts';
import { logger } from '../log.ts';

/** The metric of runs that did not succeed, by stage and kind: alarms look at it. */
export const failureMetric = { namespace: 'cloudhsm-lifecycle', name: 'FailedRuns', dimensions: ['Stage', 'Kind'] } as const;

/**
 * Counts a run that did not succeed. CloudWatch makes the metric of the log line (its "embedded metric format"): that needs no request
 * that could fail.
 *
 * @param at ISO 8601: the state machine's time
 */
export function countFailure(kind: FailureKind, stage: string, at: string): void {
  const { namespace: Namespace, name: Name, dimensions } = failureMetric;
  const metric = { Namespace, Dimensions: [dimensions], Metrics: [{ Name, Unit: 'Count' }] };
  logger.info('A run did not succeed', {
    _aws: { Timestamp: Date.parse(at), CloudWatchMetrics: [metric] },
    [Name]: 1,
    Stage: stage,
    Kind: kind,
  });
}
