import type { Activities } from './activity.ts';
import type { History, HistoryEvent } from './history.ts';
import type { StateMachine } from './machine.ts';
import type { MapRun } from './map-run.ts';
import type { StatesNeeds } from './needs.ts';
import type { StartedBy } from './startable.ts';
import type { TaskTokens } from './task-tokens.ts';
import type { Turns } from './turns.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'PENDING_REDRIVE';

/** How long an execution may be open. */
export const secondsOfYear = 365 * 24 * 3600;

/** What an execution works with: other services, and of its own what all executions share. */
export interface ExecutionPlace extends StatesNeeds {
  readonly states: {
    readonly activities: Pick<Activities, 'find'>;
    readonly tokens: TaskTokens;
    readonly turns: Turns;
    /** By their ARNs, in the order in which they began. */
    readonly mapRuns: Map<string, MapRun>;
    readonly executions: ReadonlyMap<string, Execution>;
    readonly begun: { executions: number; mapRuns: number };
    /** Begins an execution of the machine's type. */
    begin(place: ExecutionPlace, machine: StateMachine, begin: Beginning): Execution;
    readonly watchers: ReadonlySet<(execution: Execution, event: HistoryEvent) => void>;
    /** @throws AwsError InvalidArn, ExecutionDoesNotExist */
    execution(arn: string): Execution;
    /** The same, and those of the type EXPRESS that a Map Run has begun. */
    known(arn: string): Execution;
  };
}

/** What an execution begins with. */
export interface Beginning {
  arn: string;
  name: string;
  input: string;
  traceHeader?: string;
  mapRunArn?: string;
  startedBy?: StartedBy;
  /** Whether its caller waits for it. */
  synchronous?: boolean;
  givenContext?: Record<string, unknown> | undefined;
  /** How many events it may have. */
  mostEvents?: number;
}

/** One run of a state machine. */
export interface Execution {
  readonly place: ExecutionPlace;
  readonly arn: string;
  readonly name: string;
  /** The machine as it was when the execution started. */
  readonly machine: StateMachine;
  /** The input's text and its value. */
  readonly inputText: string;
  readonly input: unknown;
  readonly startDate: Date;
  readonly history: History;
  readonly traceHeader: string | undefined;
  readonly status: ExecutionStatus;
  readonly stopDate: Date | undefined;
  readonly output: string | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  /** States entered, retries and redrives, as AWS bills them. */
  transitions: number;
  readonly redriveCount: number;
  readonly redriveDate: Date | undefined;
  /** The client tokens of its last redrives. */
  readonly redriveTokens: readonly { token: string; date: Date }[];
  /** Resolves when it is no longer running. */
  readonly ended: Promise<void>;
  /** Of a child of a distributed Map. */
  readonly mapRunArn: string | undefined;
  readonly startedBy: StartedBy;
  /** Whether its caller waits for it. */
  readonly synchronous: boolean;
  /** Of a state that is tested: in place of its own context object. */
  readonly givenContext: Record<string, unknown> | undefined;
  /** Begins an execution for an item of a distributed Map. */
  child(machine: StateMachine, begin: Beginning): Execution;
  /** Ends it as StopExecution does. What has ended stays as it is. */
  stop(error: string | undefined, cause: string | undefined): void;
  /** Ends it as if its time were up. What has ended stays as it is. */
  timeOut(): void;
  /** Of a child whose Map Run is redriven: its turn is to come. */
  awaitRedrive(): void;
  /** Goes on with what failed. The caller has checked that it may. */
  redrive(token: string | undefined): void;
}
