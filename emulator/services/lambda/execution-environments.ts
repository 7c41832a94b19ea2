import type { WarmProcesses } from './python/warm-processes.ts';
import type { Runner } from './work.ts';

/** An execution environment of a function: one invocation at a time, its own log stream. */
export interface ExecutionEnvironment {
  /** Which one of the function's, from 0. */
  readonly ordinal: number;
  readonly logStream: string;
  busy: boolean;
  /** Virtual time at which its last invocation ended. */
  idleSince: number;
  /** What runs it, where it has a process of its own. */
  process?: Runner & { end(): void };
}

/** Lambda keeps an idle environment for some minutes; it does not say how many. */
const keptIdleMilliseconds = 10 * 60_000;

/**
 * The execution environments of one function in virtual time: what makes a start cold or warm, whatever the worker threads of this
 * machine do. A process that an environment has goes with it.
 */
export class ExecutionEnvironments {
  readonly #logStream: (ordinal: number) => string;
  readonly #warm: WarmProcesses;
  #environments: ExecutionEnvironment[] = [];
  #count = 0;
  #closed = false;

  /** @param logStream names the log stream of the environment with this ordinal */
  constructor(logStream: (ordinal: number) => string, warm: WarmProcesses) {
    this.#logStream = logStream;
    this.#warm = warm;
  }

  /** The environment for an invocation that starts now: the most recently used one that is free, else a new, cold one. */
  take(now: number): { environment: ExecutionEnvironment; cold: boolean } {
    for (const old of this.#environments.filter(({ busy, idleSince }) => !busy && now - idleSince > keptIdleMilliseconds))
      this.discard(old);
    const free = this.#environments.filter(({ busy }) => !busy).toSorted((a, b) => b.idleSince - a.idleSince || a.ordinal - b.ordinal)[0];
    if (free) {
      free.busy = true;
      this.#warm.taken(free);
      return { environment: free, cold: false };
    }
    const ordinal = this.#count++;
    const environment = { ordinal, logStream: this.#logStream(ordinal), busy: true, idleSince: now };
    this.#environments.push(environment);
    return { environment, cold: true };
  }

  giveBack(environment: ExecutionEnvironment, now: number): void {
    environment.busy = false;
    environment.idleSince = now;
    if (this.#closed) this.discard(environment);
    else if (environment.process) this.#warm.left(environment, () => this.discard(environment));
  }

  /** Its process is gone, or goes: the next invocation does not find it. */
  discard(environment: ExecutionEnvironment): void {
    this.#environments = this.#environments.filter((other) => other !== environment);
    this.#warm.taken(environment);
    environment.process?.end();
  }

  /** The function has gone, or has changed: what runs comes to its end, and nobody asks for the others. */
  close(): void {
    this.#closed = true;
    for (const idle of this.#environments.filter(({ busy }) => !busy)) this.discard(idle);
  }
}
