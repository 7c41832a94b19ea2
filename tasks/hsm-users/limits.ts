/** How long the task works: it ends by itself well before the state that runs it gives up, since nobody would end it then. */
export class Limits {
  readonly #commandSeconds: number;
  readonly #ends: number;
  readonly #now: () => number;

  /** @param now seconds of a clock that only goes on */
  constructor({ commandSeconds = 300, taskSeconds = 1500 }: { commandSeconds?: number; taskSeconds?: number }, now: () => number) {
    this.#commandSeconds = commandSeconds;
    this.#ends = now() + taskSeconds;
    this.#now = now;
  }

  /** The seconds that a command may take now; 0 when the time of the task is over. */
  get commandSeconds(): number {
    return Math.max(0, Math.min(this.#commandSeconds, this.#ends - this.#now()));
  }
}
