import { Worker } from 'node:worker_threads';
import { watch } from '../../kernel/watchdog.ts';
import type { Outcome } from './outcome.ts';
import type { Report, Task } from './runtime/protocol.ts';

/** A task for a worker, with what its starter wants to hear and when it ends. */
export interface Work {
  task: Task;
  /** Ends the worker. */
  signal: AbortSignal;
  /** Real milliseconds after which hung code is ended. */
  watchdogMilliseconds: number;
  virtualNow: () => number;
  onConsole: (level: string, text: string) => void;
  onOutput: (text: string) => void;
}

/** A worker thread of the pool. It keeps the process alive only while it works. */
export class PooledWorker {
  /** Folders of the bundles that it was given. */
  readonly loaded = new Set<string>();
  readonly #worker: Worker;
  #work: { work: Work; settle: (outcome: Outcome) => void } | undefined;
  #over = false;

  constructor(heapMegabytes: number) {
    this.#worker = new Worker(new URL('./runtime/worker.ts', import.meta.url), {
      env: {},
      argv: [],
      execArgv: ['--no-warnings'],
      stdin: false,
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
    });
    this.#worker.on('message', (report: Report) => this.#hear(report));
    this.#worker.on('error', (error: Error & { code?: string }) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') this.#settle({ kind: 'outOfMemory' });
      else this.#settle({ kind: 'exited', code: 1 });
    });
    this.#worker.on('exit', (code) => {
      this.#over = true;
      this.#settle({ kind: 'exited', code });
    });
    this.#worker.unref();
  }

  get busy(): boolean {
    return this.#work !== undefined || this.#over;
  }

  /** It ended, and takes no more work. */
  get over(): boolean {
    return this.#over;
  }

  run(work: Work): Promise<Outcome> {
    this.#worker.ref();
    this.loaded.add(work.task.code.root);
    return new Promise((resolve) => {
      const stop = () => {
        this.#settle({ kind: 'ended' });
        void this.end();
      };
      const callOff = watch(work.watchdogMilliseconds, work.virtualNow, stop);
      work.signal.addEventListener('abort', stop);
      const settle = (outcome: Outcome) => {
        callOff();
        work.signal.removeEventListener('abort', stop);
        this.#worker.unref();
        resolve(outcome);
      };
      this.#work = { work, settle };
      this.#worker.postMessage(work.task);
    });
  }

  async end(): Promise<void> {
    this.#over = true;
    this.#settle({ kind: 'ended' });
    await this.#worker.terminate();
  }

  #hear(report: Report): void {
    if (report.kind === 'console') this.#work?.work.onConsole(report.level, report.text);
    else if (report.kind === 'output') this.#work?.work.onOutput(report.text);
    else if ('answer' in report) this.#settle({ kind: 'answered', answer: report.answer });
    else {
      this.#over ||= report.fatal;
      this.#settle({ kind: 'failed', error: report.error, fatal: report.fatal });
    }
  }

  #settle(outcome: Outcome): void {
    if (outcome.kind === 'exited' || outcome.kind === 'outOfMemory') this.#over = true;
    const work = this.#work;
    this.#work = undefined;
    work?.settle(outcome);
  }
}
