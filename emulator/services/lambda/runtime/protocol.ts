/** What the emulator says to what runs functions, workers of Node.js and processes of Python, and what these say to it. */

/** What a worker is started with. */
export interface WorkerSettings {
  /** What it loads until it is given a task. */
  ahead: Loading[];
}

/** A function as a worker needs it. */
export interface Code {
  /** Folder of the unpacked bundle. */
  root: string;
  /** `file.export`, as in the function's configuration. */
  handler: string;
  /** Runtimes before `nodejs24.x` take callbacks. */
  runtime: string;
}

export interface InvocationContext {
  functionName: string;
  functionVersion: string;
  invokedFunctionArn: string;
  memoryLimitInMB: string;
  awsRequestId: string;
  logGroupName: string;
  logStreamName: string;
  /** Milliseconds left when the handler starts. Virtual time stands still while it runs, and goes on while it sleeps. */
  remainingMilliseconds: number;
}

/** A function to be loaded. */
export interface Loading {
  code: Code;
  variables: Record<string, string>;
}

interface Beginning extends Loading {
  /** Virtual milliseconds of the epoch. */
  now: number;
}

export type Task = ({ kind: 'load' } & Beginning) | ({ kind: 'invoke'; event: string; context: InvocationContext } & Beginning);

/** What a worker is told: a task, what time it is after a sleep, or that there is nothing more to do. */
export type Message = Task | { kind: 'wake'; now: number } | { kind: 'leave' };

/** An error as Lambda's runtimes report it, the payload of a failed invocation: that of Node.js with `trace`, that of Python with the others. */
export interface ReportedError {
  errorType: string;
  errorMessage: string;
  trace?: string[];
  requestId?: string;
  stackTrace?: string[];
}

export type Report =
  | { kind: 'console'; level: string; text: string }
  | { kind: 'output'; text: string }
  /** One event of the log, as it is. */
  | { kind: 'record'; text: string }
  /** The function has nothing to do until the first of its timers: virtual milliseconds. */
  | { kind: 'sleep'; milliseconds: number }
  /** The task is done: with an answer (JSON), or an error. After a fatal one the worker exits. */
  | { kind: 'done'; answer: string }
  | { kind: 'done'; error: ReportedError; fatal: boolean }
  | { kind: 'done'; outOfMemory: true };
