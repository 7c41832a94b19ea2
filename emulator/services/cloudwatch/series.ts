import { Sets } from './sets.ts';
import { merged, ofValue, type StatisticSet } from './statistics.ts';

export const minute = 60_000;
/** Values of minutes are kept for 15 days, those of hours for 455. */
const minutesKept = 15 * 24 * 60 * minute;
export const hoursKept = 455 * 24 * 60 * minute;
const hour = 60 * minute;

/** A window in time, cut into periods from its start on. All in virtual milliseconds. */
export interface Window {
  from: number;
  /** Exclusive. */
  to: number;
  period: number;
}

/** What each period of a window holds, by the period's start. */
export type Buckets = Map<number, StatisticSet>;

export interface Series {
  readonly unit: string;
  /** Adds what it holds to the periods of a window. */
  addTo(buckets: Buckets, window: Window, now: number): void;
  /** When it last had a value, or undefined where it never had one. */
  lastAt(now: number): number | undefined;
}

/** Values that somebody published, kept by minute. */
export class Points implements Series {
  readonly unit: string;
  readonly #minutes = new Sets(minute);
  readonly #hours = new Sets(hour);
  #foldedAt = 0;

  constructor(unit: string) {
    this.unit = unit;
  }

  put(at: number, values: StatisticSet): void {
    this.#minutes.add(at, values);
  }

  addTo(buckets: Buckets, { from, to, period }: Window): void {
    for (const held of [this.#hours, this.#minutes]) {
      for (const [at, values] of held.within(from, to)) {
        const start = from + Math.floor((at - from) / period) * period;
        buckets.set(start, merged(buckets.get(start), values));
      }
    }
  }

  lastAt(): number | undefined {
    return this.#minutes.lastAt ?? this.#hours.lastAt;
  }

  /** Old minutes become hours, and old hours go: once in an hour. */
  fold(now: number): void {
    if (now < this.#foldedAt + hour) return;
    this.#foldedAt = now;
    for (const [at, values] of this.#minutes.take(now - minutesKept)) this.#hours.add(at, values);
    this.#hours.take(now - hoursKept);
  }
}

/**
 * What a service reports each minute: a value that stays until it changes. Only the changes are kept; what each minute was is told
 * when somebody asks.
 */
export class Level implements Series {
  readonly unit: string;
  /** In the order of time; undefined where nothing was reported. */
  #changes: { at: number; value: number | undefined }[] = [];

  constructor(unit: string) {
    this.unit = unit;
  }

  /** @returns whether that is another value than before */
  set(at: number, value: number | undefined): boolean {
    const last = this.#changes.at(-1);
    if (last?.value === value) return false;
    if (last?.at === at) last.value = value;
    else this.#changes.push({ at, value });
    const old = this.#changes.findLastIndex((change) => change.at < at - hoursKept);
    if (old > 0) this.#changes.splice(0, old);
    return true;
  }

  addTo(buckets: Buckets, { from, to, period }: Window, now: number): void {
    for (const [index, { at, value }] of this.#changes.entries()) {
      const until = Math.min(this.#changes[index + 1]?.at ?? Number.POSITIVE_INFINITY, to, now + 1);
      if (value === undefined || until <= from) continue;
      let begin = Math.max(at, from);
      while (begin < until) {
        const start = from + Math.floor((begin - from) / period) * period;
        const end = Math.min(start + period, until);
        const reports = Math.ceil(end / minute) - Math.ceil(begin / minute);
        if (reports > 0) buckets.set(start, merged(buckets.get(start), ofValue(value, reports)));
        begin = end;
      }
    }
  }

  lastAt(now: number): number | undefined {
    const last = this.#changes.at(-1);
    if (!last) return undefined;
    return last.value === undefined ? last.at : now;
  }
}
