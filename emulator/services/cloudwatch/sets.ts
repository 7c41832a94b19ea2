import { merged, ofValue, type StatisticSet } from './statistics.ts';

/**
 * What was published, by the start of its period, in the order of time. Looks every few minutes make thousands of them for each metric, nearly all
 * of one value: those are kept as bare numbers, and found by halves.
 */
export class Sets {
  readonly #period: number;
  #starts = new Float64Array(8);
  /** NaN where a period has several values. */
  #values = new Float64Array(8);
  #count = 0;
  readonly #several = new Map<number, StatisticSet>();

  /** @param period in milliseconds */
  constructor(period: number) {
    this.#period = period;
  }

  get lastAt(): number | undefined {
    return this.#count === 0 ? undefined : this.#starts[this.#count - 1];
  }

  /** Adds values to the period of a time. */
  add(at: number, values: StatisticSet): void {
    const start = Math.floor(at / this.#period) * this.#period;
    const index = this.#from(start);
    if (this.#starts[index] === start && index < this.#count) this.#put(index, start, merged(this.#at(index), values));
    else {
      this.#makeRoom(index);
      this.#put(index, start, values);
    }
  }

  /** Those whose periods begin in [from, to). */
  *within(from: number, to: number): Generator<[number, StatisticSet]> {
    for (let index = this.#from(from); index < this.#count && this.#starts[index]! < to; index++) {
      yield [this.#starts[index]!, this.#at(index)];
    }
  }

  /** Those whose periods begin before a time: they are no longer here. */
  take(before: number): [number, StatisticSet][] {
    const taken = [...this.within(Number.NEGATIVE_INFINITY, before)];
    for (const [start] of taken) this.#several.delete(start);
    for (const column of [this.#starts, this.#values]) column.copyWithin(0, taken.length, this.#count);
    this.#count -= taken.length;
    return taken;
  }

  /** The index of the first that does not begin before a time. */
  #from(start: number): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle]! < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #at(index: number): StatisticSet {
    return this.#several.get(this.#starts[index]!) ?? ofValue(this.#values[index]!);
  }

  #put(index: number, start: number, values: StatisticSet): void {
    const alone = values.count === 1 && values.sum === values.min && values.sum === values.max;
    this.#starts[index] = start;
    this.#values[index] = alone ? values.sum : Number.NaN;
    if (!alone) this.#several.set(start, values);
  }

  #makeRoom(index: number): void {
    if (this.#count === this.#starts.length) [this.#starts, this.#values] = [longer(this.#starts), longer(this.#values)];
    for (const column of [this.#starts, this.#values]) column.copyWithin(index + 1, index, this.#count);
    this.#count++;
  }
}

function longer(column: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const more = new Float64Array(Math.ceil(column.length * 1.5));
  more.set(column);
  return more;
}
