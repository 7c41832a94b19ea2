import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { Environment } from '../core/environment/environment.ts';
import { formatProblems, type Problem } from '../core/environment/problem.ts';
import { agree } from './agree.ts';
import { findStateMachine } from './deployed.ts';
import { InvalidEnvironmentFile } from './environment-file.ts';
import { executionOn, knownExecution } from './executions.ts';
import { BadOption, exitCodes } from './exit.ts';
import { follow } from './follow/follow.ts';
import { ContactLost, howToWatch } from './follow/goes-on.ts';
import type { Intent, Request, RunOptions } from './intents/intent.ts';
import { complain, note, print, printDocument, progressWidth, warn } from './output.ts';
import { type FailureDetails, perform } from './perform.ts';
import type { Asked } from './plan/read-plan.ts';
import { failed, type RunDocument, summarize } from './summary/document.ts';
import { failureText, resultText } from './summary/text.ts';
import { exitCodeOf } from './summary/verdict.ts';
import { openTarget, type Target } from './target.ts';
import { whole } from './text/wrap.ts';

/** Intents whose input says what to plan; the others bring it, or tell it in a sentence. */
const planned = ['scale', 'repair', 'connect', 'disconnect', 'rotate', 'restore', 'teardown'];

/** An execution that is followed. */
interface Run {
  environment: string;
  /** An intent's name; another machine's where somebody watches such. */
  intent: string;
  executionArn: string;
  /** What `hsm watch` finds it by. */
  watchedAs: string;
  /** Warnings that people have read already. */
  told?: Problem[];
  /** How much the cloud's clock is ahead of ours, in milliseconds. */
  ahead?: number;
}

/**
 * Starts the state machine of an intent and follows it to its end: progress on stderr, the result on stdout.
 *
 * @param read what somebody asks for, from options and files
 */
export async function runIntent(intent: Intent, read: () => Request | Promise<Request>, options: RunOptions): Promise<void> {
  let environment = '';
  await perform(
    options,
    async () => {
      const request = await read();
      environment = request.environment;
      checkName(environment);
      if (request.warnings.length > 0) warn(formatProblems(request.warnings));
      const target = await openTarget(options);
      try {
        if (options.dryRun) {
          await showOnly(target, intent, request, options);
          return;
        }
        const run = { ...(await start(target, intent, request, options)), told: request.warnings };
        const document = await followToItsEnd(target, run, options, request.show);
        complete(document, request);
      } finally {
        await target.close();
      }
    },
    (error, cause) => beginning(environment, intent.name, error, cause),
  );
}

/** @throws CommandError for a name that no environment can have; there is none where everything is asked for */
function checkName(environment: string): void {
  const read = Environment.shape.name.safeParse(environment);
  if (environment === '' || read.success) return;
  throw new BadOption(`"${environment}" is no name of an environment: it ${read.error.issues[0]!.message}`);
}

/**
 * Follows an execution that somebody has started.
 *
 * @param watchedAs its ARN, or the environment that it works on
 */
export async function watch(watchedAs: string, options: RunOptions): Promise<void> {
  await perform(
    options,
    async () => {
      const [, region = options.region] = /^arn:[\w-]+:states:([\w-]+):/.exec(watchedAs) ?? [];
      const target = await openTarget({ ...options, region });
      try {
        const find = watchedAs.startsWith('arn:') ? knownExecution : executionOn;
        const { environment, intent, executionArn = '' } = await find(target, watchedAs);
        await followToItsEnd(target, { environment, intent, executionArn, watchedAs }, options);
      } finally {
        await target.close();
      }
    },
    (error, cause) => beginning('', '', error, cause),
  );
}

/** What it would do, without doing it. */
async function showOnly(target: Target, { name }: Intent, request: Request, options: RunOptions): Promise<void> {
  const asked = whatIsAsked(name, request);
  if (!asked) {
    if (request.environment !== '') await demandTaken(target, name, JSON.parse(request.input) as { environment: string });
    const plan = request.plan?.(target.region) ?? 'nothing is changed by it';
    if (options.json) printDocument({ environment: request.environment, intent: name, outcome: 'SUCCEEDED', plan });
    else print(plan);
    return;
  }
  const [{ readPlan }, { showPlan }] = await Promise.all([import('./plan/read-plan.ts'), import('./plan/plan.ts')]);
  showPlan(request.environment, await readPlan(name, asked, target), options);
}

/**
 * What the run would not take is refused before it is shown as done.
 *
 * @throws LifecycleError InvalidEnvironment
 */
async function demandTaken(target: Target, intent: string, { environment, ...changes }: { environment: string }): Promise<void> {
  const [{ takeSettings }, { requestedFile }] = await Promise.all([import('./deployment.ts'), import('../core/request/requested-file.ts')]);
  await takeSettings(target);
  await requestedFile(intent, { environment, changes });
}

/** Undefined for what is not planned in parts. */
function whatIsAsked(intent: string, { asked, input }: Request): Asked | undefined {
  if (asked || !planned.includes(intent)) return asked;
  const { environment, ...changes } = JSON.parse(input) as { environment: string };
  return { environment, changes };
}

/** Who may not read all of it may go on all the same: the workflow has permissions of its own. */
async function wholePlan(target: Target, intent: string, asked: Asked): Promise<string> {
  const [{ readPlan }, { planText }] = await Promise.all([import('./plan/read-plan.ts'), import('./plan/plan-text.ts')]);
  try {
    return planText(await readPlan(intent, asked, target));
  } catch (error) {
    return `  what it changes in particular could not be read: ${(error as Error).message}`;
  }
}

async function start(target: Target, intent: Intent, request: Request, { yes }: RunOptions): Promise<Run> {
  const { environment, input, plan } = request;
  const stateMachineArn = await findStateMachine(target, intent.name);
  const asked = whatIsAsked(intent.name, request);
  if (plan && !target.rehearsal && !yes) await agree(plan(target.region), asked && (() => wholePlan(target, intent.name, asked)));
  // a rehearsal's name is fixed, so that the same seed gives the same history
  const name = `${environment || intent.name}-${target.emulator ? 'rehearsal' : randomUUID()}`;
  const { executionArn = '', startDate } = await target.sfn.send(new StartExecutionCommand({ stateMachineArn, name, input }));
  if (!target.emulator) note(`execution ${executionArn}`);
  const ahead = target.rehearsal || !startDate ? 0 : startDate.getTime() - Date.now();
  // of what works on many environments none finds it
  return { environment, intent: intent.name, executionArn, watchedAs: environment || executionArn, ahead };
}

async function followToItsEnd(target: Target, run: Run, options: RunOptions, showOwn?: Request['show']): Promise<RunDocument> {
  let over = false;
  // npx and a terminal each tell of one Ctrl-C, and people press it again: what is said once is one document
  const interrupted = () => {
    if (!over) void interrupt(target, run, options);
    over = true;
  };
  process.on('SIGINT', interrupted);
  try {
    const document = summarize(target, run, await follow(target, run.executionArn, run));
    if (showOwn && document.outcome === 'SUCCEEDED') await showOwn(document, target);
    else show(target, document, run.told ?? [], options);
    return document;
  } finally {
    process.off('SIGINT', interrupted);
  }
}

/** The command ends; what runs on AWS does not. */
async function interrupt(target: Target, { environment, intent, executionArn, watchedAs }: Run, { json }: RunOptions): Promise<void> {
  const again = target.emulator ? 'run it again' : howToWatch(target, watchedAs);
  const message = target.emulator ? 'the rehearsal is over' : 'the execution goes on';
  if (json) {
    const error = { name: 'Interrupted', message, remedy: again };
    printDocument(failed(environment, intent, error, target.emulator ? null : executionArn));
  }
  note(`\n${target.emulator ? message : `${message}; watch it: ${whole(again)}`}`);
  await target.close();
  process.exit(exitCodes.interrupted);
}

/** Shows how a run has ended: what has come of it on stdout; what went wrong on stderr, with `--json` as a document, too. */
function show(target: Target, document: RunDocument, told: Problem[], { json }: RunOptions): void {
  if (json) printDocument(document);
  if (document.outcome === 'FAILED') {
    const { problem, facts } = failureText(document, { ...target, columns: progressWidth() });
    complain(problem);
    note(facts);
  } else if (!json) print(resultText(document, target));
  const news = document.warnings.filter((warning) => !told.some((known) => isDeepStrictEqual(known, warning)));
  if (news.length > 0) warn(formatProblems(news));
  process.exitCode = exitCodeOf(document);
}

/** A run that has succeeded has brought about what was asked for: the command looks itself. */
function complete(document: RunDocument, { shortcomings }: Request): void {
  const missing = document.outcome === 'SUCCEEDED' ? (shortcomings?.(document) ?? []) : [];
  if (missing.length === 0) return;
  complain(`not all of it holds: ${missing.join('; ')}`);
  process.exitCode = exitCodes.failed;
}

/** The document of a run that could not be followed to its end, or never began. */
function beginning(environment: string, intent: string, error: FailureDetails, cause: unknown): RunDocument {
  if (cause instanceof InvalidEnvironmentFile) {
    const message = formatProblems(cause.problems);
    return failed(cause.environmentName, intent, { ...error, message, remedy: 'mend the file' });
  }
  return failed(environment, intent, error, cause instanceof ContactLost ? cause.executionArn : null);
}
