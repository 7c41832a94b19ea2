import type { ReportedError } from './runtime/protocol.ts';

/** How a worker's task ended. */
export type Outcome =
  | { kind: 'answered'; answer: string }
  | { kind: 'failed'; error: ReportedError; fatal: boolean }
  | { kind: 'exited'; code: number; signal?: NodeJS.Signals }
  | { kind: 'outOfMemory' }
  /** By its signal or the watchdog. */
  | { kind: 'ended' };
