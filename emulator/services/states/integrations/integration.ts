import type { RoleCaller } from '../../../kernel/caller.ts';
import type { ExecutionPlace } from '../execution.ts';
import type { AcceptedArguments } from './arguments.ts';

/** The work of one attempt of a task, as an integration sees it. */
export interface TaskCall {
  place: ExecutionPlace;
  /** Under the machine's role. */
  caller: RoleCaller;
  machineArn: string;
  executionArn: string;
  /** A path for random values that no other attempt shares. */
  purpose: (string | number)[];
}

/** A job that goes on after the call that started it. */
export interface Job {
  /** Resolves to the task's output. @throws StateError */
  finished: Promise<unknown>;
  /** Stops it, as far as that is possible: the task timed out or its execution was stopped. */
  cancel(): Promise<void>;
}

/** A service that a Task state calls: `arn:aws:states:::<service>:<action>`. */
export interface Integration {
  /** The ways in which AWS lets it be called, by what follows the action in the ARN; '' is the plain call. */
  readonly patterns: readonly string[];
  readonly accepts: AcceptedArguments;
  /** Parameters with what AWS adds to them. */
  complete?(parameters: unknown, call: TaskCall): unknown;
  /**
   * The call itself.
   *
   * @returns the response with the names that a state sees (PascalCase)
   * @throws StateError in the integration's names
   */
  request(call: TaskCall, parameters: unknown): Promise<Record<string, unknown>>;
  /** For `.sync`: what the role must be allowed so that the job can be followed. @throws StateError */
  permit?(call: TaskCall, parameters: unknown): void;
  /** For `.sync`: the job that a call started. */
  job?(call: TaskCall, parameters: unknown, response: Record<string, unknown>, pattern: string): Job;
  /** True where the job itself may wait for people: its time-out must not pull the clock. */
  readonly jobWaits?: boolean;
}
