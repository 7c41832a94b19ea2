import { splitRemedy } from '../../core/errors/lifecycle-error.ts';
import type { Outcome } from '../../core/outcome.ts';
import { environmentCost, transitionsCost } from '../../core/pricing.ts';
import { type Followed, secondsBetween } from '../follow/follow.ts';
import type { Target } from '../target.ts';

/** What `--json` prints: one document, whatever became of the run. What cannot be known is null. */
export interface SummaryDocument {
  environment: string;
  outcome: 'SUCCEEDED' | 'FAILED' | 'ALREADY_RUNNING';
  error?: { name: string; message: string; remedy: string };
  execution: string | null;
  cluster: Outcome['cluster'] | null;
  certificate: Outcome['certificate'] | null;
  backup: Outcome['backup'];
  keyStore: Outcome['keyStore'];
  secrets: Record<string, string>;
  created: string[];
  time: { cloudSeconds: number; wallSeconds: number; criticalPathSeconds: number | null; overhead: number | null };
  steps: { transitions: number; price: number };
  cost: { perHour: number; perMonth: number; currency: string } | null;
}

/** The document of an execution that has ended. */
export function summarize(target: Target, environmentName: string, { execution, transitions, created }: Followed): SummaryDocument {
  const cloudSeconds = secondsBetween(execution.startDate, execution.stopDate);
  const criticalPathSeconds = target.emulator
    ? round(target.emulator.world.work.seconds(execution.startDate!.getTime(), execution.stopDate!.getTime()), 1)
    : null;
  const measured = {
    time: {
      cloudSeconds: round(cloudSeconds, 1),
      wallSeconds: round((performance.now() - target.readyAt) / 1000, 2),
      criticalPathSeconds,
      overhead: criticalPathSeconds ? round(cloudSeconds / criticalPathSeconds, 4) : null,
    },
    steps: { transitions, price: transitionsCost(transitions) },
  };
  const arn = execution.executionArn ?? null;
  if (execution.status !== 'SUCCEEDED') {
    const { message, remedy } = splitRemedy(execution.cause ?? '');
    const error = {
      name: execution.error ?? execution.status ?? 'FAILED',
      message: message || `the execution ended ${execution.status}`,
      remedy: remedy || 'start the workflow again: it goes on from where it was',
    };
    return { ...failed(environmentName, error), execution: arn, created, ...measured };
  }
  const output = JSON.parse(execution.output ?? '{}') as
    | Outcome
    | { outcome: 'ALREADY_RUNNING'; execution: string }
    | { outcome?: undefined };
  if (output.outcome !== 'SUCCEEDED') {
    const { error: _error, ...nothing } = failed(environmentName, { name: '', message: '', remedy: '' });
    if (output.outcome === 'ALREADY_RUNNING') return { ...nothing, outcome: output.outcome, execution: output.execution, ...measured };
    // a part of a workflow, or the report of a failure: what stands is not theirs to say
    return { ...nothing, outcome: 'SUCCEEDED', execution: arn, created, ...measured };
  }
  const { cluster, keyStore } = output;
  return { ...output, ...measured, cost: environmentCost(target.region, cluster.hsmType, cluster.hsms.length, keyStore?.keys.length ?? 0) };
}

/** The document of a run that has nothing to show, or never began. */
export function failed(environment: string, error: { name: string; message: string; remedy: string }): SummaryDocument {
  return {
    environment,
    outcome: 'FAILED',
    error,
    execution: null,
    cluster: null,
    certificate: null,
    backup: null,
    keyStore: null,
    secrets: {},
    created: [],
    time: { cloudSeconds: 0, wallSeconds: 0, criticalPathSeconds: null, overhead: null },
    steps: { transitions: 0, price: 0 },
    cost: null,
  };
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
