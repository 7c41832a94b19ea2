import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import { watch } from '../../kernel/watchdog.ts';
import type { Image, StartedContainer } from './state.ts';

interface ProcessOptions {
  command: string[];
  /** Starts it; it is spawned without this. */
  start?: Image['start'];
  environment: Record<string, string>;
  folder: string;
  onLine: (line: string) => void;
  watchdogMilliseconds: number;
  virtualNow: () => number;
}

/** What is left of a container. `failure`: its program could not be started. */
export interface Ended {
  exitCode?: number;
  failure?: string;
}

/** Real time that a process has after SIGTERM before SIGKILL; 30 seconds on AWS. */
const graceMilliseconds = 1000;

/** A container as a process of this machine. */
export class ContainerProcess {
  readonly ended: Promise<Ended>;
  /** Undefined where it could not be started. */
  readonly #process: StartedContainer | undefined;
  #kill: NodeJS.Timeout | undefined;
  #over = false;

  constructor({ command, start = spawned, environment, folder, onLine, watchdogMilliseconds, virtualNow }: ProcessOptions) {
    const failed = (error: Error): Ended => ({ failure: `exec: "${command[0]}": ${error.message}` });
    try {
      this.#process = start(command, { cwd: folder, env: environment });
    } catch (error) {
      // as with a NUL in a variable, or one that is too large
      this.#over = true;
      this.ended = Promise.resolve(failed(error as Error));
      return;
    }
    const process = this.#process;
    for (const stream of [process.stdout!, process.stderr!]) createInterface(stream).on('line', onLine);
    const callOff = watch(watchdogMilliseconds, virtualNow, () => process.kill('SIGKILL'));
    this.ended = new Promise((resolve) => {
      const end = (ended: Ended) => {
        this.#over = true;
        callOff();
        clearTimeout(this.#kill);
        resolve(ended);
      };
      process.on('error', (error) => end(failed(error)));
      process.on('close', (code, signal) => end({ exitCode: code ?? 128 + constants.signals[signal!] }));
    });
  }

  /** Ends it at once. */
  kill(): void {
    this.#process?.kill('SIGKILL');
  }

  /** SIGTERM, and SIGKILL to what does not end by it. What has ended is left alone. */
  stop(): void {
    if (this.#over) return;
    this.#process?.kill('SIGTERM');
    this.#kill ??= setTimeout(() => this.kill(), graceMilliseconds);
  }
}

const spawned: NonNullable<Image['start']> = ([program, ...parameters], options) =>
  spawn(program!, parameters, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
