import type { VirtualClock } from '../../kernel/virtual-clock.ts';

/** Work between two turns of the event loop: some ten milliseconds of it. */
const workBetween = 50_000;

/**
 * Lets the event loop have its turn while executions work without a pause, so that requests are answered meanwhile. Work is counted, not
 * timed: turns come at the same point of every run.
 */
export class Turns {
  readonly #clock: VirtualClock;
  #work = 0;
  #turn: Promise<void> | undefined;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  /** @returns what whoever has done this work has to wait for, if anything */
  after(work: number): Promise<void> | undefined {
    this.#work += work;
    if (this.#work < workBetween) return this.#turn;
    this.#work = 0;
    this.#turn ??= this.#clock
      .during(() => new Promise<void>((resolve) => setImmediate(resolve)))
      .finally(() => {
        this.#turn = undefined;
      });
    return this.#turn;
  }
}
