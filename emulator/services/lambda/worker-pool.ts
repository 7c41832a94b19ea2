import type { Outcome } from './outcome.ts';
import { PooledWorker, type Work } from './pooled-worker.ts';

export interface PoolOptions {
  /** Workers that run at once; more only while none of them gets on (a function that waits for another one). */
  workers: number;
  /** Heap of a worker, in MB: it holds every function that the worker has loaded. */
  heapMegabytes: number;
}

/** Workers that the emulators of a process share, and the folder of the bundles that they load. */
export interface SharedWorkers {
  pool: WorkerPool;
  folder: string;
}

const surplusWorkers = 14;
const stalledAfterMilliseconds = 300;

/**
 * A few worker threads for all functions, an invocation at a time in each: a worker per function takes seconds and hundreds of
 * megabytes. A worker that ends is replaced when there is work.
 */
export class WorkerPool {
  readonly #options: PoolOptions;
  readonly #workers: PooledWorker[] = [];
  readonly #queue: { work: Work; settle: (outcome: Outcome) => void }[] = [];
  #stalled: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** Whether a worker has loaded this bundle. */
  hasLoaded(root: string): boolean {
    return this.#workers.some((worker) => worker.loaded.has(root));
  }

  /** Runs a task in a worker, when one is free. Never rejects. */
  run(work: Work): Promise<Outcome> {
    if (this.#closed || work.signal.aborted) return Promise.resolve({ kind: 'ended' });
    return new Promise((settle) => {
      const waiting = { work, settle };
      this.#queue.push(waiting);
      work.signal.addEventListener('abort', () => {
        const index = this.#queue.indexOf(waiting);
        if (index === -1) return;
        this.#queue.splice(index, 1);
        settle({ kind: 'ended' });
      });
      this.#assign();
    });
  }

  /** Ends every worker; work under way is `ended`. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#stalled);
    for (const { settle } of this.#queue.splice(0)) settle({ kind: 'ended' });
    await Promise.all(this.#workers.splice(0).map((worker) => worker.end()));
  }

  #assign(limit = this.#options.workers): void {
    while (this.#queue.length > 0) {
      const worker = this.#freeWorker(this.#queue[0]!.work.task.code.root, limit);
      if (!worker) break;
      const { work, settle } = this.#queue.shift()!;
      void worker.run(work).then((outcome) => {
        settle(outcome);
        this.#retire(worker);
        this.#assign();
      });
    }
    this.#watchForStall();
  }

  #freeWorker(root: string, limit: number): PooledWorker | undefined {
    const free = this.#workers.filter((worker) => !worker.busy);
    const knowing = free.find((worker) => worker.loaded.has(root));
    if (knowing) return knowing;
    if (this.#workers.length < limit) {
      const worker = new PooledWorker(this.#options.heapMegabytes);
      this.#workers.push(worker);
      return worker;
    }
    return free.toSorted((a, b) => a.loaded.size - b.loaded.size)[0];
  }

  /** A worker that ended leaves; so does a surplus one that has nothing to do. */
  #retire(worker: PooledWorker): void {
    const surplus = this.#queue.length === 0 && this.#workers.length > this.#options.workers;
    const index = this.#workers.indexOf(worker);
    if (index === -1 || !(worker.over || surplus)) return;
    this.#workers.splice(index, 1);
    void worker.end();
  }

  #watchForStall(): void {
    clearTimeout(this.#stalled);
    if (this.#queue.length === 0 || this.#closed) return;
    this.#stalled = setTimeout(
      () => this.#assign(Math.min(this.#workers.length + 1, this.#options.workers + surplusWorkers)),
      stalledAfterMilliseconds,
    );
    this.#stalled.unref();
  }
}
