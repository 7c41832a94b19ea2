import type { Outcome } from './outcome.ts';
import type { Task } from './runtime/protocol.ts';

/** A task for what runs code, with what its starter wants to hear and when it ends. */
export interface Work {
  task: Task;
  /** Ends what runs it. */
  signal: AbortSignal;
  /** Real milliseconds after which hung code is ended. */
  watchdogMilliseconds: number;
  virtualNow: () => number;
  /** Whether the code waits for virtual time, and for nothing else. */
  waits: () => boolean;
  /** Lets virtual milliseconds pass in which the code waits for its timers, unless AWS owes it an answer, and gives the time after it. */
  sleep: (milliseconds: number, over: AbortSignal) => Promise<number>;
  onConsole: (level: string, text: string) => void;
  /** Something written to stdout or stderr. */
  onOutput: (text: string) => void;
  /** What is one event of the log, as it is. */
  onRecord: (text: string) => void;
}

/** What runs code: the workers that functions of Node.js have in common, or the process of an execution environment. */
export interface Runner {
  /** Whether a bundle is loaded already. */
  hasLoaded(root: string): boolean;
  /** Never rejects. */
  run(work: Work): Promise<Outcome>;
}
