import { commandHere, commandsHere } from '../../core/commands-here.ts';
import { splitRemedy } from '../../core/errors/lifecycle-error.ts';
import type { Outcome } from '../../core/outcome.ts';
import { type Cost, environmentCost, transitionsCost } from '../../core/pricing.ts';
import { type Followed, secondsBetween } from '../follow/follow.ts';
import type { FailureDetails } from '../perform.ts';
import type { Target } from '../target.ts';

/** What `--json` prints of a run: one document, whatever became of it. What cannot be known is null. */
export interface RunDocument {
  environment: string;
  intent: string;
  outcome: 'SUCCEEDED' | 'FAILED' | 'ALREADY_RUNNING' | 'WAITING';
  error?: FailureDetails;
  execution: string | null;
  cluster: Outcome['cluster'] | null;
  certificate: Outcome['certificate'] | null;
  backup: Outcome['backup'];
  keyStore: Outcome['keyStore'];
  secrets: Record<string, string>;
  created: string[];
  removed: string[];
  /** What is to be known of what stands. */
  warnings: Outcome['warnings'];
  time: { cloudSeconds: number; wallSeconds: number; criticalPathSeconds: number | null; overhead: number | null };
  steps: { transitions: number; price: number };
  cost: Cost | null;
  /** What it waits for, where it does: for people with what they are to do, or for a time. */
  waiting?: { for: string } & Record<string, string>;
  /** HSMs that CloudHSM has replaced by itself. */
  replaced?: Outcome['replaced'];
  /** Whose passwords are new. */
  rotated?: Outcome['rotated'];
  /** Keys that were on their way to deletion, where somebody wanted them back. */
  takenBack?: string[];
  /** What a drill has proven. */
  drill?: Outcome['drill'];
  /** What was copied to where. */
  copies?: { environment: string; region: string; copy: string }[];
  /** Which environments live in their recovery region now, to which nothing is brought any more. */
  moved?: { environment: string; region: string }[];
  /** What client hosts have. */
  clients?: Outcome['clients'];
}

/** The document of an execution that has ended, with commands as they have to be typed here. */
export function summarize(target: Target, asked: { environment: string; intent: string }, followed: Followed): RunDocument {
  const document = documentOf(target, asked, followed);
  const { error, warnings, waiting } = document;
  const here = (text: string) => commandsHere(text, target.again);
  return {
    ...document,
    ...(error && { error: { ...error, message: here(error.message), remedy: here(error.remedy) } }),
    warnings: warnings.map(({ path, problem, remedy }) => ({ path, problem: here(problem), remedy: here(remedy) })),
    ...(waiting?.command?.startsWith('npx hsm ') && { waiting: { ...waiting, command: commandHere(waiting.command, target.again) } }),
  };
}

function documentOf(
  target: Target,
  { environment, intent }: { environment: string; intent: string },
  { execution, transitions, created, waiting }: Followed,
): RunDocument {
  const stopDate = execution.stopDate ?? new Date(target.now());
  const cloudSeconds = secondsBetween(execution.startDate, stopDate);
  const criticalPathSeconds = target.emulator
    ? round(target.emulator.home.work.seconds(execution.startDate!.getTime(), stopDate.getTime()), 1)
    : null;
  const run: RunDocument = {
    ...nothing(environment, intent),
    outcome: 'SUCCEEDED',
    execution: execution.executionArn ?? null,
    created,
    time: {
      cloudSeconds: round(cloudSeconds, 1),
      wallSeconds: round((performance.now() - target.readyAt) / 1000, 2),
      criticalPathSeconds,
      overhead: criticalPathSeconds ? round(cloudSeconds / criticalPathSeconds, 4) : null,
    },
    steps: { transitions, price: transitionsCost(transitions) },
  };
  if (waiting) {
    const { for: what, since, deadline, publish, details = {} } = waiting;
    return { ...run, outcome: 'WAITING', waiting: { for: what, since, deadline, message: publish.message, ...details } };
  }
  if (execution.status !== 'SUCCEEDED') return { ...run, outcome: 'FAILED', error: failureOf(execution) };
  const output = JSON.parse(execution.output ?? '{}') as
    | Outcome
    | { outcome: 'ALREADY_RUNNING'; execution: string }
    | { outcome?: undefined };
  // a part of a workflow, or the report of a failure: what stands is not theirs to say
  if (output.outcome === undefined) return run;
  if (output.outcome === 'ALREADY_RUNNING') return { ...run, ...output, created: [] };
  // an intent that works on no single environment says other things
  if (!output.cluster) return { ...run, ...(output as object), environment: output.environment || environment };
  const { cluster, keyStore } = output;
  return {
    ...run,
    ...output,
    cost: environmentCost(target.region, cluster.hsmType, cluster.hsms.length, keyStore?.keys.length ?? 0),
  };
}

/** The document of a run that has nothing to show, or never began. */
export function failed(environment: string, intent: string, error: FailureDetails, execution: string | null = null): RunDocument {
  return { ...nothing(environment, intent), error, execution };
}

function failureOf({ error, cause = '', status = 'FAILED' }: Followed['execution']): FailureDetails {
  const { message, remedy } = splitRemedy(cause);
  return {
    name: error ?? status,
    message: message || `the execution ended ${status}`,
    remedy: remedy || 'start the workflow again: it goes on from where it was',
  };
}

function nothing(environment: string, intent: string): RunDocument {
  return {
    environment,
    intent,
    outcome: 'FAILED',
    execution: null,
    cluster: null,
    certificate: null,
    backup: null,
    keyStore: null,
    secrets: {},
    created: [],
    removed: [],
    warnings: [],
    time: { cloudSeconds: 0, wallSeconds: 0, criticalPathSeconds: null, overhead: null },
    steps: { transitions: 0, price: 0 },
    cost: null,
  };
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
