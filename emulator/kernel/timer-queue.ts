/** A timer *drives* (time may jump to it) or *rides* (it fires only when time passes it for another reason). */
export type TimerKind = 'drive' | 'ride';

/** A timer that waits. */
export interface Waiting {
  readonly at: number;
  readonly kind: TimerKind;
  /** Of timers of one instant, the smaller fires first. */
  readonly order: number;
}

/** Timers in the order in which they fire. Where many environments come up at once, thousands wait. */
export class TimerQueue<T extends Waiting> {
  readonly #timers: T[] = [];
  #driving = 0;

  get first(): T | undefined {
    return this.#timers[0];
  }

  /** Whether one of them drives. */
  get drives(): boolean {
    return this.#driving > 0;
  }

  add(timer: T): void {
    this.#timers.splice(this.#placeOf(timer), 0, timer);
    if (timer.kind === 'drive') this.#driving++;
  }

  /** Does nothing where it does not wait any more. */
  remove(timer: T): void {
    const place = this.#placeOf(timer);
    if (this.#timers[place] !== timer) return;
    this.#timers.splice(place, 1);
    if (timer.kind === 'drive') this.#driving--;
  }

  clear(): void {
    this.#timers.length = 0;
    this.#driving = 0;
  }

  /** How many fire before it. */
  #placeOf({ at, order }: T): number {
    let low = 0;
    let high = this.#timers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#timers[middle]!;
      if (other.at < at || (other.at === at && other.order < order)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
