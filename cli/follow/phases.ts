import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { jsonObject } from '../json-object.ts';
import { asAwaited, awaitedIn, type Story, usualTime } from './story.ts';

/** What goes on for a while, in words. */
export interface Phase {
  words: string;
  /** How long AWS usually takes for it. */
  usually: string | undefined;
  /** Milliseconds since the Unix epoch, of the cloud's clock. */
  begunAt: number;
  /** Undefined while it goes on. */
  endedAt?: number;
  failed: boolean;
  /** What was seen last: how many HSMs are active, or that AWS answered with an error and is asked again. */
  seen?: string;
  machine: string;
}

/** What follows one on another: an execution, a branch of it, an item of a map. */
interface Thread {
  phase?: Phase;
  /** Its task has failed, and was not tried again so far. */
  failing: boolean;
  within?: Thread;
}

interface Execution {
  machine: string;
  story: Story;
  root: Thread;
  threads: Set<Thread>;
  /** By the id of each event. */
  byEvent: Map<number, { thread: Thread; type: string }>;
  /** Threads that wait for branches or items, by the name of the state. */
  around: Map<string, Thread>;
}

/**
 * The phases of a run, as its history and that of the executions it started tell them. A phase lasts as long as any branch is in a
 * state with its words: what is still at work in one branch is not done because another goes on.
 */
export class Phases {
  readonly all: Phase[] = [];
  readonly #executions = new Map<string, Execution>();
  readonly #threads = new Map<Phase, number>();

  get current(): Phase[] {
    return this.all.filter(({ endedAt }) => endedAt === undefined);
  }

  /** Takes the next event of an execution. Those of one execution have to come in their order. */
  take(event: HistoryEvent, executionArn: string, story: Story): void {
    const execution = this.#execution(executionArn, story);
    const thread = threadOf(event, execution);
    execution.byEvent.set(event.id ?? 0, { thread, type: event.type ?? '' });
    this.#apply(event, thread, execution);
  }

  #apply(event: HistoryEvent, thread: Thread, execution: Execution): void {
    const { type = '', stateEnteredEventDetails: entered, stateExitedEventDetails: exited } = event;
    const at = event.timestamp?.getTime() ?? 0;
    if (entered) this.#enter(type, entered.name ?? '', thread, execution, at);
    else if (exited) this.#exit(exited.name ?? '', thread, execution, at);
    else if (type === 'TaskScheduled') schedule(event, thread);
    else if (type === 'TaskSucceeded') succeed(event, thread);
    else if (/^(Task|LambdaFunction|Activity).*(Failed|TimedOut)$/.test(type)) fail(event, thread);
    else if (/^MapIteration(Succeeded|Failed|Aborted)$/.test(type)) this.#leave(thread, at, type !== 'MapIterationSucceeded');
    else if (/^Execution(Succeeded|Failed|Aborted|TimedOut)$/.test(type))
      for (const one of execution.threads) this.#leave(one, at, type !== 'ExecutionSucceeded');
  }

  #enter(type: string, name: string, thread: Thread, execution: Execution, at: number): void {
    const { story, around } = execution;
    const words = /^(Task|Parallel|Map)/.test(type) ? story.words(name) : undefined;
    // what comes of branches, items and other executions is told there
    const toldThere = /^(Parallel|Map)/.test(type) || story.startsAnother(name);
    if (/^(Parallel|Map)/.test(type)) around.set(name, thread);
    if (words && !story.startsAnother(name)) this.#begin(words, thread, execution, at);
    else if (toldThere || /^(Succeed|Fail)/.test(type)) this.#leave(thread, at);
    else if (type === 'TaskStateEntered') thread.failing = false;
  }

  #exit(name: string, thread: Thread, { story, around, threads }: Execution, at: number): void {
    if (thread.phase && thread.failing) thread.phase.failed = true;
    if (around.get(name) === thread) for (const one of threads) if (isWithin(one, thread)) this.#leave(one, at);
    if (story.endsWith(name)) this.#leave(thread, at);
  }

  #begin(words: string, thread: Thread, { machine, story }: Execution, at: number): void {
    const same = (phase: Phase | undefined) => phase?.words === words && phase.machine === machine;
    thread.failing = false;
    if (same(thread.phase)) {
      thread.phase!.failed = false;
      return;
    }
    this.#leave(thread, at);
    let phase = this.current.find(same);
    if (!phase) {
      phase = { words, usually: story.usually(words), begunAt: at, failed: false, machine };
      this.all.push(phase);
    }
    this.#threads.set(phase, (this.#threads.get(phase) ?? 0) + 1);
    thread.phase = phase;
  }

  #leave(thread: Thread, at: number, failed = false): void {
    const { phase } = thread;
    if (!phase) return;
    thread.phase = undefined;
    phase.failed ||= failed;
    const left = (this.#threads.get(phase) ?? 1) - 1;
    this.#threads.set(phase, left);
    if (left === 0) phase.endedAt = at;
  }

  #execution(arn: string, story: Story): Execution {
    const known = this.#executions.get(arn);
    if (known) return known;
    const root: Thread = { failing: false };
    const execution = { machine: machineOf(arn), story, root, threads: new Set([root]), byEvent: new Map(), around: new Map() };
    this.#executions.set(arn, execution);
    return execution;
  }
}

function isWithin({ within }: Thread, thread: Thread): boolean {
  return within !== undefined && (within === thread || isWithin(within, thread));
}

/** The name of the machine that an execution belongs to. */
export function machineOf(arn: string): string {
  return arn.split(':')[6] ?? '';
}

/** Each event names the one before it in its thread. */
function threadOf({ type, previousEventId = 0, stateExitedEventDetails }: HistoryEvent, execution: Execution): Thread {
  const { root, byEvent, around, threads } = execution;
  const before = byEvent.get(previousEventId) ?? { thread: root, type: '' };
  const beginsBranch = type?.endsWith('StateEntered') && before.type === 'ParallelStateStarted';
  if (beginsBranch || type === 'MapIterationStarted') {
    const branch: Thread = { failing: false, within: before.thread };
    threads.add(branch);
    return branch;
  }
  // the end of all branches names the event before it in the last of them
  if (type === 'ParallelStateExited' || type === 'MapStateExited') return around.get(stateExitedEventDetails?.name ?? '') ?? before.thread;
  return before.thread;
}

function schedule({ taskScheduledEventDetails }: HistoryEvent, thread: Thread): void {
  thread.failing = false;
  const awaited = awaitedIn(jsonObject(taskScheduledEventDetails?.parameters));
  if (thread.phase && awaited) thread.phase.usually ??= usualTime(awaited);
}

function succeed({ taskSucceededEventDetails }: HistoryEvent, thread: Thread): void {
  if (!thread.phase) return;
  thread.phase.seen = undefined;
  const { Payload } = jsonObject(taskSucceededEventDetails?.output) as { Payload?: { seen?: string; awaited?: string } };
  thread.phase.seen = Payload?.seen;
  const awaited = asAwaited(Payload?.awaited);
  if (awaited) thread.phase.usually = usualTime(awaited);
}

function fail({ taskFailedEventDetails, type }: HistoryEvent, thread: Thread): void {
  thread.failing = true;
  if (thread.phase) thread.phase.seen = `${taskFailedEventDetails?.error ?? type}: it is tried again`;
}
