/** An execution environment of a function: one invocation at a time, its own log stream. */
interface ExecutionEnvironment {
  /** Which one of the function's, from 0. */
  readonly ordinal: number;
  readonly logStream: string;
  busy: boolean;
  /** Virtual time at which its last invocation ended. */
  idleSince: number;
}

/** Lambda keeps an idle environment for some minutes; it does not say how many. */
const keptIdleMilliseconds = 10 * 60_000;

/**
 * The execution environments of one function in virtual time: what makes a start cold or warm, whatever the worker threads of this
 * machine do.
 */
export class ExecutionEnvironments {
  readonly #logStream: (ordinal: number) => string;
  #environments: ExecutionEnvironment[] = [];
  #count = 0;

  /** @param logStream names the log stream of the environment with this ordinal */
  constructor(logStream: (ordinal: number) => string) {
    this.#logStream = logStream;
  }

  /** The environment for an invocation that starts now: the most recently used one that is free, else a new, cold one. */
  take(now: number): { environment: ExecutionEnvironment; cold: boolean } {
    this.#environments = this.#environments.filter(({ busy, idleSince }) => busy || now - idleSince <= keptIdleMilliseconds);
    const free = this.#environments.filter(({ busy }) => !busy).toSorted((a, b) => b.idleSince - a.idleSince || a.ordinal - b.ordinal)[0];
    if (free) {
      free.busy = true;
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
  }

  /** Its process is gone: the next invocation does not find it. */
  discard(environment: ExecutionEnvironment): void {
    this.#environments = this.#environments.filter((other) => other !== environment);
  }
}
