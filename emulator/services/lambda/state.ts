import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { ExecutionEnvironments } from './execution-environments.ts';
import type { LambdaFunction, NewFunction } from './function.ts';
import { invocationOf } from './invocation.ts';
import { loading } from './loading.ts';
import type { LambdaNeeds } from './needs.ts';
import type { InvocationResult } from './result.ts';
import { keepZip } from './unpack.ts';
import { type SharedWorkers, WorkerPool } from './worker-pool.ts';

export interface LambdaPlace extends LambdaNeeds {
  readonly lambda: LambdaState;
}

/** The functions of the account, and the workers that run them. */
export class LambdaState {
  readonly place: LambdaNeeds;
  readonly functions = new Map<string, LambdaFunction>();
  /** Real seconds after which hung code is ended; the function's own limit where that is shorter. */
  watchdogSeconds = 10;
  /** What the account's own pool is made with, at the first invocation. */
  readonly pool = { workers: 2, heapMegabytes: 512 };
  readonly #shared: SharedWorkers | undefined;
  #own: WorkerPool | undefined;
  readonly #closing = new AbortController();

  /** @param shared the workers to use, where others use them too */
  constructor(place: LambdaNeeds, shared?: SharedWorkers) {
    this.place = place;
    this.#shared = shared;
  }

  /** Goes on with the workers of another cloud, and with what they have loaded from its folder. */
  takeWorkers(before: LambdaState): void {
    this.#own = before.#own;
    before.#own = undefined;
  }

  /**
   * Creates a function, or replaces the one of that name, and returns its ARN.
   *
   * @throws AwsError InvalidParameterValueException for bytes that are no zip
   */
  create(wanted: NewFunction): string {
    const { code, ...configuration } = wanted;
    const { place } = this;
    const { name } = wanted;
    const day = place.clock.date().toISOString().slice(0, 10).replaceAll('-', '/');
    const codeSha256 = createHash('sha256').update(code).digest('base64');
    // a folder per content: workers keep what they have loaded from a folder
    const root = join(this.#folder, name, Buffer.from(codeSha256, 'base64').toString('hex').slice(0, 12));
    keepZip(code, root);
    const arn = place.arn('lambda', `function:${name}`);
    this.functions.set(name, {
      logGroup: `/aws/lambda/${name}`,
      description: '',
      runtime: 'nodejs24.x',
      ...configuration,
      arn,
      root,
      codeSize: code.length,
      codeSha256,
      createdAt: place.clock.date(),
      environments: new ExecutionEnvironments((ordinal) => `${day}/[$LATEST]${place.random.hex(32, 'log-stream', name, ordinal)}`),
      invocations: 0,
    });
    return arn;
  }

  /** The id of the next invocation's request. */
  requestId(fn: LambdaFunction): string {
    return this.place.random.uuid('invocation', fn.name, this.#requests(fn));
  }

  /**
   * Invokes a function and resolves when its answer is there, in virtual time. Holds the clock when it returns.
   *
   * @param event JSON
   */
  invoke(fn: LambdaFunction, event: string, requestId: string): Promise<InvocationResult> {
    return invocationOf(this.place, this.#workers, fn, event, requestId, {
      watchdogSeconds: this.watchdogSeconds,
      end: this.#closing.signal,
    });
  }

  /**
   * Loads all functions in a worker, one after the other, while nothing waits for it: their first invocations then need not. It
   * saves real time only; in virtual time they start cold.
   */
  async preload(): Promise<void> {
    for (const fn of this.functions.values()) {
      if (this.#closing.signal.aborted) return;
      if (!this.#workers.hasLoaded(fn.root)) await this.#workers.run(loading(this.place, fn));
    }
  }

  /** Ends what runs, and all workers but shared ones. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#own?.close();
  }

  get #workers(): WorkerPool {
    if (this.#shared) return this.#shared.pool;
    this.#own ??= new WorkerPool(this.pool);
    return this.#own;
  }

  get #folder(): string {
    return this.#shared?.folder ?? join(this.place.folder, 'functions');
  }

  readonly #requestCounts = new Map<string, number>();

  #requests({ name }: LambdaFunction): number {
    const count = this.#requestCounts.get(name) ?? 0;
    this.#requestCounts.set(name, count + 1);
    return count;
  }
}
