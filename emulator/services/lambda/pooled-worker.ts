import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { watch } from '../../kernel/watchdog.ts';
import type { Outcome } from './outcome.ts';
import type { Loading, Message, Report, WorkerSettings } from './runtime/protocol.ts';
import type { Work } from './work.ts';

export interface WorkerOptions {
  /** Heap of a worker, in MB: it holds every function that the worker has loaded. */
  heapMegabytes: number;
  /** A folder in which Node finds what an earlier thread or process compiled; Node 20 has no such cache. */
  compileCache: string;
  /** What it loads until there is work for it. */
  ahead?: Loading[];
}

/** A worker thread of the pool. It keeps the process alive only while it works. */
export class PooledWorker {
  /** What it was given, by the folders of the bundles. */
  readonly loaded = new Map<string, Loading>();
  /** It takes no more work. */
  retired = false;
  readonly #worker: Worker;
  #work: { work: Work; over: AbortController; settle: (outcome: Outcome) => void } | undefined;
  #over = false;

  /** @param onExit hears when it has ended, by itself or not: what it has answered may still have something that fails behind it */
  constructor({ heapMegabytes, compileCache, ahead = [] }: WorkerOptions, onExit: () => void) {
    this.#worker = new Worker(new URL('./runtime/worker.ts', import.meta.url), {
      // from its first file on; functions do not see it
      env: { NODE_COMPILE_CACHE: compileCache },
      argv: [],
      execArgv: ['--no-warnings'],
      stdin: false,
      workerData: { ahead } satisfies WorkerSettings,
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
      onExit();
    });
    this.#worker.unref();
  }

  get busy(): boolean {
    return this.#work !== undefined || this.#over;
  }

  /** Its work waits for virtual time. */
  get waits(): boolean {
    return this.#work?.work.waits() ?? false;
  }

  /** It ended, and takes no more work. */
  get over(): boolean {
    return this.#over;
  }

  run(work: Work): Promise<Outcome> {
    this.#worker.ref();
    const { code, variables } = work.task;
    if (!this.loaded.has(code.root)) this.loaded.set(code.root, { code, variables });
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
      this.#work = { work, over: new AbortController(), settle };
      this.#worker.postMessage(work.task satisfies Message);
    });
  }

  async end(): Promise<void> {
    this.#over = true;
    this.#settle({ kind: 'ended' });
    await this.#worker.terminate();
  }

  /** Ends it when it has written down what V8 has made of its code; it has nothing to do. */
  async leave(): Promise<void> {
    if (this.busy) return this.end();
    this.#over = true;
    this.#worker.ref();
    const left = once(this.#worker, 'exit');
    this.#worker.postMessage({ kind: 'leave' } satisfies Message);
    await left;
  }

  #hear(report: Report): void {
    if (report.kind === 'console') this.#work?.work.onConsole(report.level, report.text);
    else if (report.kind === 'output') this.#work?.work.onOutput(report.text);
    else if (report.kind === 'sleep') void this.#sleep(report.milliseconds);
    else if ('answer' in report) this.#settle({ kind: 'answered', answer: report.answer });
    else if ('error' in report) {
      this.#over ||= report.fatal;
      this.#settle({ kind: 'failed', error: report.error, fatal: report.fatal });
    }
  }

  async #sleep(milliseconds: number): Promise<void> {
    const asleep = this.#work;
    const now = await asleep?.work.sleep(milliseconds, asleep.over.signal);
    if (now !== undefined && asleep === this.#work) this.#worker.postMessage({ kind: 'wake', now } satisfies Message);
  }

  #settle(outcome: Outcome): void {
    if (outcome.kind === 'exited' || outcome.kind === 'outOfMemory') this.#over = true;
    const work = this.#work;
    this.#work = undefined;
    work?.over.abort();
    work?.settle(outcome);
  }
}
