import type { RunningActivity } from '../../kernel/activities.ts';
import type { ExecutionEnvironment } from './execution-environments.ts';
import type { LambdaFunction } from './function.ts';
import { contextOf, type InvocationRequest, traceIdOf } from './invocation-context.ts';
import { InvocationLog } from './invocation-log.ts';
import { measure } from './metrics.ts';
import type { LambdaNeeds } from './needs.ts';
import type { Outcome } from './outcome.ts';
import { type InvocationResult, resultOf, timedOut } from './result.ts';
import type { Task } from './runtime/protocol.ts';
import { isPython } from './runtimes.ts';
import { variablesOf } from './variables.ts';
import type { Runner, Work } from './work.ts';

/**
 * One invocation in virtual time: initialization (if cold), half of what the invocation takes, the code, the other half. Since no
 * two invocations take equally long, the code of two that start together does not run at the same instant, and what they do
 * happens in the same order in every run of a seed. The code itself takes no time: it holds the clock, unless its requests wait.
 *
 * Holds the clock when it returns. Never rejects.
 *
 * @param runnerOf what runs the code of an execution environment
 * @param event JSON
 * @param limits.end ends it at once
 */
export async function invocationOf(
  place: LambdaNeeds,
  runnerOf: (environment: ExecutionEnvironment) => Runner,
  fn: LambdaFunction,
  event: string,
  request: InvocationRequest,
  limits: { watchdogSeconds: number; end: AbortSignal },
): Promise<InvocationResult> {
  const requestId = request.id;
  const start = place.clock.now();
  const { environment, cold } = fn.environments.take(start);
  const { logStream } = environment;
  const runner = runnerOf(environment);
  const ofVersion = fn.version === '$LATEST' ? [fn.name] : [fn.name, fn.version];
  const initialization = cold ? 1000 * place.duration('coldStart', ...ofVersion, environment.ordinal) : 0;
  const cost = 1000 * place.duration('invoke', ...ofVersion, fn.invocations++);
  const deadline = start + initialization + fn.timeoutSeconds * 1000;
  const log = new InvocationLog(place, fn, logStream, requestId);
  const activity = place.activities.begin(fn.roleArn, fn.name);
  const code = { root: fn.root, handler: fn.handler, runtime: fn.runtime };
  const variables = variablesOf(place, fn, { credentials: activity.credentials, logStream, traceId: traceIdOf(place, requestId) });
  const ending = new AbortController();
  const end = AbortSignal.any([ending.signal, limits.end]);
  // a process comes up and imports by this machine's time, in which it is not hung
  const patience = isPython(fn.runtime) ? limits.watchdogSeconds : Math.min(fn.timeoutSeconds, limits.watchdogSeconds);
  const work = (task: Task): Work => ({
    task,
    signal: end,
    watchdogMilliseconds: 1000 * patience,
    virtualNow: () => place.clock.now(),
    waits: () => activity.waits(),
    sleep: async (milliseconds, over) => {
      if (!activity.asks()) await waitUntil(place, place.clock.now() + milliseconds, activity, fn.name, over);
      return place.clock.now();
    },
    onConsole: (level, text) => log.console(level, text),
    onOutput: (text) => log.output(text),
    onRecord: (text) => log.record(text),
  });
  const until = (at: number) => waitUntil(place, at, activity, fn.name);

  const limit = place.clock.at('drive', deadline, `time limit of ${fn.name}`, () => ending.abort());
  activity.killed.addEventListener('abort', () => ending.abort());
  // the bundle is read at once, so that functions that start together load side by side
  const early = cold && !runner.hasLoaded(fn.root) ? await runner.run(work({ kind: 'load', code, variables, now: start })) : undefined;
  await until(Math.min(start + initialization + cost / 2, deadline));
  log.platform(`START RequestId: ${requestId} Version: ${fn.version}`);
  let outcome: Outcome;
  if (early && early.kind !== 'answered' && !(early.kind === 'failed' && !early.fatal)) outcome = early;
  else {
    const now = place.clock.now();
    const context = contextOf(fn, { request, logStream, remaining: deadline - now });
    outcome = await runner.run(work({ kind: 'invoke', code, variables, event, context, now }));
  }
  limit.cancel();
  const died = activity.killed.aborted;
  const finished = place.clock.now() + cost / 2;
  const late = (outcome.kind === 'ended' && !died) || finished > deadline;
  await until(late ? deadline : finished);
  activity.end();

  const result = late ? timedOut(requestId, fn.timeoutSeconds) : resultOf(outcome, requestId);
  const lost = late || died || outcome.kind === 'exited' || outcome.kind === 'outOfMemory' || (outcome.kind === 'failed' && outcome.fatal);
  if (lost) fn.environments.discard(environment);
  else fn.environments.giveBack(environment, place.clock.now());
  if (late) log.platform(`${place.clock.date().toISOString()} ${requestId} Task timed out after ${fn.timeoutSeconds.toFixed(2)} seconds`);
  else if (result.platformError) log.platform(result.platformError);
  const duration = place.clock.now() - start - initialization;
  measure(place, fn, request.qualifier, { at: start, duration, failed: result.functionError !== undefined });
  log.end(fn, {
    duration,
    initDuration: cold ? initialization : undefined,
    status: late ? 'timeout' : lost ? 'error' : undefined,
    errorType: !late && lost ? result.errorType : undefined,
  });
  return { ...result, log: log.tail() };
}

/**
 * Lets virtual time pass for an activity: it waits as one does whose request is parked.
 *
 * @param over when it no longer waits: time need not go on for it
 */
function waitUntil({ clock }: LambdaNeeds, at: number, activity: RunningActivity, name: string, over?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      timer.cancel();
      over?.removeEventListener('abort', end);
      activity.requestUnparked();
      activity.requestEnded();
      resolve();
    };
    activity.requestBegan();
    activity.requestParked();
    const timer = clock.at('drive', at, `invocation of ${name}`, end);
    over?.addEventListener('abort', end);
  });
}
