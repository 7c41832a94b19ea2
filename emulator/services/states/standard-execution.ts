import { deferred } from '../../kernel/deferred.ts';
import { Branch } from './branch.ts';
import { type Beginning, type Execution, type ExecutionPlace, type ExecutionStatus, secondsOfYear } from './execution.ts';
import { eventData, History, HistoryFull } from './history.ts';
import { runBranch } from './interpreter/run-branch.ts';
import { logEvent } from './logging.ts';
import type { StateMachine } from './machine.ts';
import { prepareRedrive } from './redrive.ts';
import { Aborted } from './scope.ts';
import type { StartedBy } from './startable.ts';
import { StateError } from './state-error.ts';
import { emitStatus } from './status-event.ts';
import { readWritten, written } from './written.ts';

/** Of a redrive with one of the last tokens, RedriveExecution says when it was. */
const tokensKept = 10;

/** One run of a state machine of the type STANDARD. */
export class StandardExecution implements Execution {
  readonly place: ExecutionPlace;
  readonly arn: string;
  readonly name: string;
  readonly machine: StateMachine;
  readonly inputText: string;
  readonly input: unknown;
  readonly startDate: Date;
  readonly history: History;
  readonly traceHeader: string | undefined;
  readonly mapRunArn: string | undefined;
  readonly startedBy: StartedBy;
  readonly synchronous: boolean;
  readonly givenContext: Record<string, unknown> | undefined;

  status: ExecutionStatus = 'RUNNING';
  stopDate: Date | undefined;
  output: string | undefined;
  error: string | undefined;
  cause: string | undefined;
  transitions = 0;
  redriveCount = 0;
  redriveDate: Date | undefined;
  redriveTokens: { token: string; date: Date }[] = [];
  ended: Promise<void>;
  #end: () => void;
  readonly #root: Branch;
  /** How it had ended before its turn to be redriven was to come. */
  #endedAs: ExecutionStatus | undefined;
  #timer: { cancel(): void } | undefined;

  constructor(place: ExecutionPlace, machine: StateMachine, begin: Beginning) {
    this.place = place;
    this.machine = machine;
    this.arn = begin.arn;
    this.name = begin.name;
    this.inputText = begin.input;
    this.input = readWritten(begin.input);
    this.traceHeader = begin.traceHeader;
    this.mapRunArn = begin.mapRunArn;
    this.startedBy = begin.startedBy ?? {};
    this.synchronous = begin.synchronous ?? false;
    this.givenContext = begin.givenContext;
    this.startDate = place.clock.date();
    this.history = new History(
      () => place.clock.date(),
      (event) => {
        logEvent(this, event);
        for (const tell of place.states.watchers) tell(this, event);
      },
      begin.mostEvents,
    );
    ({ promise: this.ended, resolve: this.#end } = deferred<void>());
    const details = { ...eventData('input', this.input), roleArn: machine.roleArn };
    const previous = this.history.record('ExecutionStarted', 0, { executionStartedEventDetails: details });
    this.#root = new Branch(this, machine.definition, { input: this.input, previous });
  }

  /** How long it may be open. */
  protected readonly mostSeconds: number = secondsOfYear;

  protected tellStatus(): void {
    emitStatus(this);
  }

  start(): void {
    this.#watch();
    this.tellStatus();
    queueMicrotask(() => void this.#run());
  }

  child(machine: StateMachine, begin: Beginning): Execution {
    return this.place.states.begin(this.place, machine, begin);
  }

  awaitRedrive(): void {
    this.#endedAs = this.status;
    this.status = 'PENDING_REDRIVE';
  }

  stop(error: string | undefined, cause: string | undefined): void {
    if (this.status === 'PENDING_REDRIVE') this.status = this.#endedAs!;
    if (this.status !== 'RUNNING') return;
    this.#close('ABORTED', 'ExecutionAborted', { error, cause });
  }

  timeOut(): void {
    this.#close('TIMED_OUT', 'ExecutionTimedOut', {});
  }

  redrive(token: string | undefined): void {
    this.redriveCount++;
    this.transitions++;
    this.redriveDate = this.place.clock.date();
    if (token !== undefined) this.redriveTokens = [...this.redriveTokens, { token, date: this.redriveDate }].slice(-tokensKept);
    this.status = 'RUNNING';
    this.stopDate = this.output = this.error = this.cause = undefined;
    ({ promise: this.ended, resolve: this.#end } = deferred<void>());
    prepareRedrive(this.#root);
    this.#root.record(
      'ExecutionRedriven',
      { executionRedrivenEventDetails: { redriveCount: this.redriveCount } },
      this.history.events.length,
    );
    this.start();
  }

  async #run(): Promise<void> {
    try {
      const output = await runBranch(this.#root);
      this.#close('SUCCEEDED', 'ExecutionSucceeded', { output });
    } catch (reason) {
      if (reason instanceof Aborted) return;
      if (reason instanceof StateError) this.#close('FAILED', 'ExecutionFailed', reason);
      else if (reason instanceof HistoryFull) this.#close('FAILED', 'ExecutionFailed', { error: 'States.Runtime', cause: reason.message });
      else this.#close('FAILED', 'ExecutionFailed', { error: 'States.Runtime', cause: internal(reason) });
    }
  }

  #watch(): void {
    // a redrive begins the machine's own time-out anew, but not the time that an execution may be open
    const open = (this.place.clock.now() - this.startDate.getTime()) / 1000;
    const limit = Math.min(this.machine.definition.TimeoutSeconds ?? this.mostSeconds, this.mostSeconds - open);
    this.#timer = this.place.clock.after('ride', limit, `TimeoutSeconds of ${this.name}`, () => this.timeOut());
  }

  #close(status: ExecutionStatus, type: string, result: { output?: unknown; error?: string; cause?: string }): void {
    if (this.status !== 'RUNNING') return;
    this.#timer?.cancel();
    // recorded, and measured of a time-out: what ends an execution from outside points back to nothing
    const previous = status === 'ABORTED' || status === 'TIMED_OUT' ? 0 : this.#root.previous;
    this.#root.scope.abort();
    const { error, cause } = result;
    const failure = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
    // only the history tells that it was States.Timeout: the execution itself has no error
    const told = status === 'TIMED_OUT' ? { error: 'States.Timeout' } : failure;
    const details = status === 'SUCCEEDED' ? eventData('output', result.output) : told;
    const member = `${type[0]!.toLowerCase()}${type.slice(1)}EventDetails`;
    this.history.record(type, previous, { [member]: details });
    this.status = status;
    this.stopDate = this.place.clock.date();
    this.output = status === 'SUCCEEDED' ? written(result.output) : undefined;
    this.error = error;
    this.cause = cause;
    this.#end();
    this.tellStatus();
  }
}

/** What only a defect of the emulator brings about: it shows in the execution, since nobody waits for its run. */
function internal(reason: unknown): string {
  return `The emulator failed: ${reason instanceof Error ? reason.stack : String(reason)}`;
}
