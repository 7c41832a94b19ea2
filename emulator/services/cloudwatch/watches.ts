import type { MetricAlarm } from './alarm.ts';
import type { Watched } from './evaluation.ts';

/** A metric alarm at work. */
export interface Watch {
  alarm: MetricAlarm;
  watched: Watched;
  /** Keys of the metrics that it reads. */
  keys: Set<string>;
  /** When what it reads changed last: once its periods are all younger, it says the same until something changes. */
  changedAt: number;
  timer: { cancel(): void } | undefined;
}

/** The metric alarms of a place by their names, and by what they read. */
export class Watches {
  readonly #byName = new Map<string, Watch>();
  readonly #byMetric = new Map<string, Set<Watch>>();

  get(name: string): Watch | undefined {
    return this.#byName.get(name);
  }

  /** Those that read a metric. */
  of(key: string): Iterable<Watch> {
    return this.#byMetric.get(key) ?? [];
  }

  /** Takes an alarm, in the place of one of its name. */
  put(watch: Watch): void {
    const { AlarmName } = watch.alarm;
    this.delete(AlarmName);
    this.#byName.set(AlarmName, watch);
    for (const key of watch.keys) this.#byMetric.set(key, (this.#byMetric.get(key) ?? new Set()).add(watch));
  }

  delete(name: string): void {
    const watch = this.#byName.get(name);
    if (!watch) return;
    watch.timer?.cancel();
    this.#byName.delete(name);
    for (const key of watch.keys) {
      const reading = this.#byMetric.get(key)!;
      reading.delete(watch);
      if (reading.size === 0) this.#byMetric.delete(key);
    }
  }
}
