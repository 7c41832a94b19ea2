import type { Outcome } from './outcome.ts';
import { PooledWorker, type WorkerOptions } from './pooled-worker.ts';
import type { Loading } from './runtime/protocol.ts';
import type { Runner, Work } from './work.ts';

interface PoolOptions extends WorkerOptions {
  /** Workers that run at once; more only while functions sleep or wait for an answer that takes time (another function's), or do not get on. */
  workers: number;
}

/** An inline Map has forty functions wait at once; what waits beyond holds a thread too, so that more would wait for one another. A thread takes 20 MB. */
const surplusWorkers = 62;
/** What functions call keeps what it has in its modules, and a thread is not made anew for each call. */
const keptSurplusWorkers = 3;
const stalledAfterMilliseconds = 2000;

/**
 * A few worker threads for all functions, an invocation at a time in each: a worker per function takes seconds and hundreds of
 * megabytes. A worker that ends is replaced when there is work.
 */
export class WorkerPool implements Runner {
  readonly #options: PoolOptions;
  readonly #workers: PooledWorker[] = [];
  readonly #queue: { work: Work; settle: (outcome: Outcome) => void; callOff: () => void }[] = [];
  readonly #leaving = new Set<Promise<void>>();
  #stalled: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** Whether a worker has loaded this bundle. */
  hasLoaded(root: string): boolean {
    return this.#workers.some((worker) => worker.loaded.has(root));
  }

  /** What its workers have loaded. */
  get loaded(): Loading[] {
    return this.#workers.flatMap(({ loaded }) => [...loaded.values()]);
  }

  /** Has a worker come up, where there is none yet. */
  warmUp(ahead: Loading[] = []): void {
    if (!this.#closed && this.#workers.length === 0) this.#add(ahead);
  }

  /** Runs a task in a worker, when one is free. Never rejects. */
  run(work: Work): Promise<Outcome> {
    if (this.#closed || work.signal.aborted) return Promise.resolve({ kind: 'ended' });
    return new Promise((settle) => {
      const callOff = () => {
        this.#queue.splice(this.#queue.indexOf(waiting), 1);
        settle({ kind: 'ended' });
      };
      const waiting = { work, settle, callOff };
      this.#queue.push(waiting);
      work.signal.addEventListener('abort', callOff);
      this.#assign();
      // a request for another function is parked a moment after that function is asked for
      if (this.#queue.length > 0) setImmediate(() => this.#assign());
    });
  }

  /** Ends the workers that have loaded one of these bundles, each when its work is done. */
  forget(roots: Set<string>): void {
    for (const worker of this.#workers.filter(({ loaded }) => [...loaded.keys()].some((root) => roots.has(root)))) {
      worker.retired = true;
      this.#retire(worker);
    }
  }

  /** Ends every worker; work under way is `ended`. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#stalled);
    for (const { settle } of this.#queue.splice(0)) settle({ kind: 'ended' });
    for (const worker of this.#workers.splice(0)) this.#dismiss(worker);
    await Promise.all(this.#leaving);
  }

  #assign(surplus = this.#workers.filter(({ waits }) => waits).length): void {
    const limit = Math.min(this.#options.workers + surplus, this.#options.workers + surplusWorkers);
    while (this.#queue.length > 0 && this.#workers.filter(({ busy }) => busy).length < limit) {
      const worker = this.#freeWorker(this.#queue[0]!.work.task.code.root);
      const { work, settle, callOff } = this.#queue.shift()!;
      // a signal outlives many invocations
      work.signal.removeEventListener('abort', callOff);
      void worker.run(work).then((outcome) => {
        settle(outcome);
        this.#retire(worker);
        this.#assign();
      });
    }
    this.#watchForStall();
  }

  /** One that has loaded the bundle, else the oldest: those that were added for a while come last. */
  #freeWorker(root: string): PooledWorker {
    const free = this.#workers.filter((worker) => !worker.busy && !worker.retired);
    return free.find((worker) => worker.loaded.has(root)) ?? free[0] ?? this.#add();
  }

  #add(ahead: Loading[] = []): PooledWorker {
    const worker = new PooledWorker({ ...this.#options, ahead }, () => {
      this.#retire(worker);
      this.#assign();
    });
    this.#workers.push(worker);
    return worker;
  }

  /** A worker that ended leaves; so does one that is retired, or one of many, when it has nothing to do. */
  #retire(worker: PooledWorker): void {
    const surplus = this.#queue.length === 0 && this.#workers.length > this.#options.workers + keptSurplusWorkers;
    const index = this.#workers.indexOf(worker);
    if (index === -1 || !(worker.over || (!worker.busy && (surplus || worker.retired)))) return;
    this.#workers.splice(index, 1);
    this.#dismiss(worker);
  }

  #dismiss(worker: PooledWorker): void {
    const left = worker.leave().finally(() => this.#leaving.delete(left));
    this.#leaving.add(left);
  }

  #watchForStall(): void {
    clearTimeout(this.#stalled);
    if (this.#queue.length === 0 || this.#closed) return;
    this.#stalled = setTimeout(() => this.#assign(this.#workers.length - this.#options.workers + 1), stalledAfterMilliseconds);
    this.#stalled.unref();
  }
}
