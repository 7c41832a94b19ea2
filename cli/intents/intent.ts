import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import type { Problem } from '../../core/environment/problem.ts';
import type { IntentName } from '../../core/intents.ts';
import { type Example, targetCommand } from '../options.ts';
import type { Asked } from '../plan/read-plan.ts';
import type { RunDocument } from '../summary/document.ts';
import type { Target } from '../target.ts';

/** A command that asks for something: the entry of its name is started. */
export interface Intent {
  name: IntentName;
  /** What `hsm --help` shows it under, where it changes no environment. */
  heading?: string;
  /** Its command, which hands what is asked for to `run`. */
  command(run: RunIntent): CommandUnknownOpts;
  /** What has come of it, where it was real: `production is ready`. */
  done(document: RunDocument): string;
}

/** Under this stand the intents that look after environments and change none. */
export const watchOver = 'Watch over environments:';

/** What somebody asks for. */
export interface Request {
  environment: string;
  /** The input of the state machine. */
  input: string;
  warnings: Problem[];
  /** What it brings about, for the person who is asked whether to go on. Nobody is asked where nothing changes. */
  plan?(region: string): string;
  /** By this all that changes is planned, as far as it can be told from what stands. */
  asked?: Asked;
  /** Shows what has come of it, where that is no environment that stands; the exit code is its own. */
  show?(document: RunDocument, target: Target): Promise<void>;
  /** What is missing to what was asked for, where the run has succeeded. */
  shortcomings?(document: RunDocument): string[];
}

/**
 * What is asked of an environment on record.
 *
 * @param plan what it brings about, for the person who is asked whether to go on
 */
export function requestOf(environment: string, plan: string, changes: object = {}): Request {
  return {
    environment,
    input: JSON.stringify({ environment, ...changes }),
    warnings: [],
    plan: (region) => `${environment} in ${region}: ${plan}`,
  };
}

/** Starts the state machine of an intent with what is asked for, and follows it to its end. */
export type RunIntent = (intent: Intent, read: () => Request | Promise<Request>, options: RunOptions) => Promise<void>;

export interface RunOptions {
  region?: string;
  stage: string;
  local?: boolean;
  seed?: number;
  durations?: number;
  accountFile?: string;
  yes?: boolean;
  /** Shows what it would do, and ends. */
  dryRun?: boolean;
  json?: boolean;
}

/** A command that starts the state machine of an intent. */
export function intentCommand(name: IntentName, examples: Example[]) {
  return targetCommand(name, examples).option('--dry-run', 'show what it would do, and change nothing').option('-y, --yes', 'do not ask');
}
