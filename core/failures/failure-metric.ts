import { logMetrics } from '../embedded-metrics.ts';
import type { FailureKind } from '../errors/failure-kinds.ts';

/** The metric of runs that did not succeed, by stage and kind: alarms look at it. */
export const failureMetric = { namespace: 'cloudhsm-lifecycle', name: 'FailedRuns' } as const;

/**
 * Counts a run that did not succeed, in a line of the log.
 *
 * @param at ISO 8601: the state machine's time
 */
export function countFailure(kind: FailureKind, stage: string, at: string): void {
  const { namespace, name } = failureMetric;
  logMetrics('A run did not succeed', {
    namespace,
    dimensions: { Stage: stage, Kind: kind },
    values: { [name]: { value: 1, unit: 'Count' } },
    at,
  });
}
