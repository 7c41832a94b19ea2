import { AsyncLocalStorage } from 'node:async_hooks';
import { setMaxListeners } from 'node:events';
import { type TimerKind, TimerQueue, type Waiting } from './timer-queue.ts';

export type { TimerKind };

/**
 * Virtual time of one emulator. Rules R1–R6 of docs/decisions/0005-clock-rules.md.
 *
 * Time stands still while anything holds it, and jumps from timer to timer while nothing does. All times are milliseconds since the
 * Unix epoch.
 */
export interface Timer {
  readonly at: number;
  readonly kind: TimerKind;
  readonly label: string;
  cancel(): void;
}

interface Entry extends Timer, Waiting {
  run: () => void;
}

/** Keeps the clock still until released. A parked hold does not count: its owner waits for virtual time itself. */
export interface Hold {
  park(): void;
  unpark(): void;
  /** Its owner waits for something that holds the clock itself as far as it has to; there may be several at once. */
  asks(): void;
  answered(): void;
  release(): void;
}

/** The holds that the code which runs now is within: of a request that asks another service, say. */
const around = new AsyncLocalStorage<Hold[]>();

/** `'max'`: jump as soon as nothing holds. A number: that many virtual seconds pass in a real one. */
export type Speed = 'max' | number;

/** A longer real timeout would fire at once; the turn that comes early waits again. */
const longestTimeout = 2 ** 31 - 1;

export class VirtualClock {
  readonly #speed: Speed;
  #virtual: number;
  #realBase = performance.now();
  #holds = 0;
  #order = 0;
  readonly #timers = new TimerQueue<Entry>();
  #pending: NodeJS.Immediate | NodeJS.Timeout | undefined;
  #advanceTo: number | undefined;
  #arrivals: { at: number; resolve: () => void }[] = [];
  #idle: (() => void)[] = [];
  readonly #stop = new AbortController();

  constructor(options: { speed?: Speed; epoch: number }) {
    setMaxListeners(0, this.#stop.signal); // every request that waits for virtual time listens
    this.#speed = options.speed ?? 'max';
    this.#virtual = options.epoch;
  }

  /** Aborted when time stands still for good. */
  get stopped(): AbortSignal {
    return this.#stop.signal;
  }

  /** In whole milliseconds, as AWS's services tell it; what takes fractions of one ends, and begins, between two of them. */
  now(): number {
    return Math.floor(this.#instant());
  }

  #instant(): number {
    if (this.#speed === 'max' || this.#holds > 0) return this.#virtual;
    return this.#virtual + (performance.now() - this.#realBase) * this.#speed;
  }

  date(): Date {
    return new Date(this.now());
  }

  /** Runs `run` at `at`. Timers of the same instant fire in the order in which they were set. */
  at(kind: TimerKind, at: number, label: string, run: () => void): Timer {
    const order = this.#order++;
    const entry: Entry = { at: Math.max(at, this.#instant()), kind, label, order, run, cancel: () => this.#timers.remove(entry) };
    this.#timers.add(entry);
    this.#consider();
    return entry;
  }

  after(kind: TimerKind, seconds: number, label: string, run: () => void): Timer {
    return this.at(kind, this.#instant() + seconds * 1000, label, run);
  }

  sleep(seconds: number, label: string, kind: TimerKind = 'drive'): Promise<void> {
    return new Promise((resolve) => this.after(kind, seconds, label, resolve));
  }

  hold(): Hold {
    let counted = false;
    let released = false;
    let parked = false;
    let asked = 0;
    const count = () => {
      const wanted = !released && !parked && asked === 0;
      if (wanted === counted) return;
      counted = wanted;
      if (wanted) this.#freeze();
      else this.#thaw();
    };
    count();
    return {
      park: () => {
        parked = true;
        count();
      },
      unpark: () => {
        parked = false;
        count();
      },
      asks: () => {
        asked++;
        count();
      },
      answered: () => {
        asked--;
        count();
      },
      release: () => {
        released = true;
        count();
      },
    };
  }

  /** Runs what a hold is for. */
  within<T>(hold: Hold, work: () => T): T {
    return around.run([...(around.getStore() ?? []), hold], work);
  }

  /** Runs what holds the clock by itself as far as it has to: what is around it only waits meanwhile, and would else wait for ever. */
  async apart<T>(work: () => Promise<T>): Promise<T> {
    const holds = around.getStore() ?? [];
    const answer = work();
    for (const hold of holds) hold.asks();
    try {
      return await answer;
    } finally {
      for (const hold of holds) hold.answered();
    }
  }

  /** Holds the clock while `work` runs: for work that leaves the event loop (disk, crypto, a process). */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const hold = this.hold();
    try {
      return await this.within(hold, work);
    } finally {
      hold.release();
    }
  }

  /** Lets `seconds` pass, at every speed, firing riders on the way; resolves when the clock has arrived. */
  async advance(seconds: number): Promise<void> {
    if (this.stopped.aborted) return;
    const at = this.#instant() + seconds * 1000;
    this.#advanceTo = Math.max(this.#advanceTo ?? 0, at);
    await new Promise<void>((resolve) => {
      this.#arrivals.push({ at, resolve });
      this.#consider();
    });
  }

  /** Resolves when nothing holds the clock and no timer drives it. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#idle.push(resolve);
      this.#consider();
    });
  }

  stop(): void {
    this.#stop.abort();
    this.#timers.clear();
    this.#unschedule();
    for (const resolve of this.#idle.splice(0)) resolve();
    for (const { resolve } of this.#arrivals.splice(0)) resolve();
  }

  #freeze(): void {
    if (this.#holds === 0) this.#virtual = this.#instant();
    this.#holds++;
    this.#unschedule();
  }

  #thaw(): void {
    this.#holds--;
    if (this.#holds > 0) return;
    this.#realBase = performance.now();
    this.#consider();
  }

  #unschedule(): void {
    if (this.#pending === undefined) return;
    clearImmediate(this.#pending as NodeJS.Immediate);
    clearTimeout(this.#pending as NodeJS.Timeout);
    this.#pending = undefined;
  }

  /** The instant that time may move to, or undefined where nothing moves it. */
  #target(): number | undefined {
    const next = this.#timers.first;
    if (this.#advanceTo !== undefined) return Math.min(this.#advanceTo, next?.at ?? this.#advanceTo);
    const moves = this.#speed !== 'max' || this.#timers.drives;
    return moves ? next?.at : undefined;
  }

  #consider(): void {
    if (this.#holds > 0 || this.stopped.aborted) return;
    this.#unschedule();
    const target = this.#target();
    if (target === undefined && this.#idle.length === 0) return;
    const delay =
      target === undefined || this.#speed === 'max' || this.#advanceTo !== undefined ? 0 : (target - this.#instant()) / this.#speed;
    // two turns of the event loop drain what the last timer started before time moves again
    this.#pending = delay > 1 ? setTimeout(() => this.#turn(), Math.min(delay, longestTimeout)) : setImmediate(() => this.#drained());
  }

  #drained(): void {
    this.#pending = setImmediate(() => this.#turn());
  }

  #turn(): void {
    this.#pending = undefined;
    if (this.#holds > 0 || this.stopped.aborted) return;
    const target = this.#target();
    const next = this.#timers.first;
    if (target === undefined) {
      for (const resolve of this.#idle.splice(0)) resolve();
      return;
    }
    if (this.#speed !== 'max' && this.#advanceTo === undefined && target > this.#instant() + 1) {
      this.#consider();
      if (!this.#timers.drives) for (const resolve of this.#idle.splice(0)) resolve();
      return;
    }
    this.#virtual = Math.max(this.#instant(), target);
    this.#realBase = performance.now();
    if (next && next.at <= this.#virtual) {
      this.#timers.remove(next);
      next.run();
    }
    if (
      this.#advanceTo !== undefined &&
      this.#virtual >= this.#advanceTo &&
      !((this.#timers.first?.at ?? Number.POSITIVE_INFINITY) <= this.#virtual)
    ) {
      this.#advanceTo = undefined;
    }
    this.#arrivals = this.#arrivals.filter(({ at, resolve }) => at > this.#virtual || resolve());
    this.#consider();
    if (this.#pending === undefined && this.#holds === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }
}
