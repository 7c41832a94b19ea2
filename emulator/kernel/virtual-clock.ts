import { setMaxListeners } from 'node:events';
import { type Hold, Holds, within } from './hold.ts';
import { type TimerKind, TimerQueue, type Waiting } from './timer-queue.ts';
import { type Speed, VirtualTime } from './virtual-time.ts';

export type { TimerKind };

export interface Timer {
  readonly at: number;
  readonly kind: TimerKind;
  readonly label: string;
  cancel(): void;
}

interface Entry extends Timer, Waiting {
  run: () => void;
}

/** A longer real timeout would fire at once; the turn that comes early waits again. */
const longestTimeout = 2 ** 31 - 1;

/**
 * Virtual time of one emulator. Rules R1–R6 of docs/decisions/0005-clock-rules.md.
 *
 * Time stands still while anything holds it, and jumps from timer to timer while nothing does. All times are milliseconds since the
 * Unix epoch.
 */
export class VirtualClock {
  readonly #time: VirtualTime;
  readonly #holds: Holds;
  #order = 0;
  readonly #timers = new TimerQueue<Entry>();
  #pending: NodeJS.Immediate | NodeJS.Timeout | undefined;
  #advanceTo: number | undefined;
  #arrivals: { at: number; resolve: () => void }[] = [];
  #idle: (() => void)[] = [];
  readonly #stop = new AbortController();

  constructor(options: { speed?: Speed; epoch: number }) {
    setMaxListeners(0, this.#stop.signal); // every request that waits for virtual time listens
    this.#time = new VirtualTime(options.speed ?? 'max', options.epoch);
    this.#holds = new Holds(
      () => {
        this.#time.standStill();
        this.#unschedule();
      },
      () => {
        this.#time.goOn();
        this.#consider();
      },
    );
  }

  /** Aborted when time stands still for good. */
  get stopped(): AbortSignal {
    return this.#stop.signal;
  }

  /** In whole milliseconds, as AWS's services tell it; what takes fractions of one ends, and begins, between two of them. */
  now(): number {
    return Math.floor(this.#time.instant);
  }

  date(): Date {
    return new Date(this.now());
  }

  /**
   * Runs `run` at `at`. Timers of the same instant fire in the order in which they were set.
   *
   * @throws RangeError where `at` is no time: all others would wait for it
   */
  at(kind: TimerKind, at: number, label: string, run: () => void): Timer {
    if (Number.isNaN(at)) throw new RangeError(`no time was given for: ${label}`);
    const order = this.#order++;
    const entry: Entry = { at: Math.max(at, this.#time.instant), kind, label, order, run, cancel: () => this.#timers.remove(entry) };
    this.#timers.add(entry);
    this.#consider();
    return entry;
  }

  after(kind: TimerKind, seconds: number, label: string, run: () => void): Timer {
    return this.at(kind, this.#time.instant + seconds * 1000, label, run);
  }

  sleep(seconds: number, label: string, kind: TimerKind = 'drive'): Promise<void> {
    return new Promise((resolve) => this.after(kind, seconds, label, resolve));
  }

  hold(): Hold {
    return this.#holds.take();
  }

  /** Holds the clock while `work` runs: for work that leaves the event loop (disk, crypto, a process). */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const hold = this.hold();
    try {
      return await within(hold, work);
    } finally {
      hold.release();
    }
  }

  /** Lets `seconds` pass, at every speed, firing riders on the way; resolves when the clock has arrived. */
  async advance(seconds: number): Promise<void> {
    if (this.stopped.aborted) return;
    const at = this.#time.instant + seconds * 1000;
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
    this.#tellIdle();
    for (const { resolve } of this.#arrivals.splice(0)) resolve();
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
    return !this.#time.jumps || this.#timers.drives ? next?.at : undefined;
  }

  #consider(): void {
    if (this.#holds.any || this.stopped.aborted) return;
    this.#unschedule();
    const target = this.#target();
    if (target === undefined && this.#idle.length === 0) return;
    const delay = target === undefined || this.#advanceTo !== undefined ? 0 : this.#time.realUntil(target);
    // two turns of the event loop drain what the last timer started before time moves again
    this.#pending = delay > 1 ? setTimeout(() => this.#turn(), Math.min(delay, longestTimeout)) : setImmediate(() => this.#drained());
  }

  #drained(): void {
    this.#pending = setImmediate(() => this.#turn());
  }

  #turn(): void {
    this.#pending = undefined;
    if (this.#holds.any || this.stopped.aborted) return;
    const target = this.#target();
    if (target === undefined) return void this.#tellIdle();
    if (this.#isEarly(target)) {
      this.#consider();
      if (!this.#timers.drives) this.#tellIdle();
      return;
    }
    const instant = this.#time.moveTo(target);
    this.#fireFirst(instant);
    this.#arrive(instant);
    this.#consider();
    if (this.#pending === undefined && !this.#holds.any) this.#tellIdle();
  }

  #isEarly(target: number): boolean {
    return !this.#time.jumps && this.#advanceTo === undefined && target > this.#time.instant + 1;
  }

  #fireFirst(instant: number): void {
    const next = this.#timers.first;
    if (!next || next.at > instant) return;
    this.#timers.remove(next);
    next.run();
  }

  /** Whoever has advanced it gets on once all that is due by then has fired. */
  #arrive(instant: number): void {
    const isDue = (this.#timers.first?.at ?? Number.POSITIVE_INFINITY) <= instant;
    if (this.#advanceTo !== undefined && instant >= this.#advanceTo && !isDue) this.#advanceTo = undefined;
    const arrived = this.#arrivals.filter(({ at }) => at <= instant);
    if (arrived.length > 0) this.#arrivals = this.#arrivals.filter(({ at }) => at > instant);
    for (const { resolve } of arrived) resolve();
  }

  #tellIdle(): void {
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}
