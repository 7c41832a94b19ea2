import type { MetricSink } from '../../service/metric-sink.ts';
import { type MetricName, metricKey, metricOf } from './metric.ts';
import { type Buckets, hoursKept, Level, Points, type Series, type Window } from './series.ts';
import { isKept, isTimely, ofValue, type StatisticSet } from './statistics.ts';

/** Metrics that had no value for so long are not listed any more. */
const day = 24 * 3600_000;
const listedFor = 14 * day;

/** All metrics of a place: which there are, and what was reported. */
export class Metrics implements MetricSink {
  readonly #now: () => number;
  /** Told of each metric that has another value than before. */
  readonly #changed: (key: string) => void;
  /** By unit and metric. */
  readonly #points = new Map<string, Points>();
  readonly #levels = new Map<string, Level>();
  /** Series by the metrics that they count for: what an HSM reports counts for its cluster and for its region too. */
  readonly #countsFor = new Map<string, Set<Series>>();
  #forgotAt = 0;

  constructor(now: () => number, changed: (key: string) => void) {
    this.#now = now;
    this.#changed = changed;
  }

  /** Takes values that somebody publishes. */
  put(metric: MetricName, at: number, values: StatisticSet, unit = 'None'): void {
    const key = metricKey(metric);
    const inUnit = `${unit} ${key}`;
    let points = this.#points.get(inUnit);
    if (!points) {
      this.#forget();
      points = new Points(unit);
      this.#points.set(inUnit, points);
      this.#count(key, points);
    }
    points.put(at, values);
    points.fold(this.#now());
    this.#changed(key);
  }

  note(metric: MetricName, at: number, value: number, unit = 'Count'): void {
    if (isKept(value) && isTimely(at, this.#now())) this.put(metric, at, ofValue(value), unit);
  }

  /**
   * A service reports a value from now on, each minute; undefined: it reports nothing any more.
   *
   * @param also metrics that it counts for beside its own
   * @param since where it has been so for longer
   */
  level(
    metric: MetricName,
    value: number | undefined,
    { also = [], since = this.#now() }: { also?: MetricName[]; since?: number | undefined } = {},
  ): void {
    const own = metricKey(metric);
    const keys = [own, ...also.map(metricKey)];
    let level = this.#levels.get(own);
    if (!level) {
      if (value === undefined) return;
      this.#forget();
      level = new Level('Count');
      this.#levels.set(own, level);
      for (const key of keys) this.#count(key, level);
    }
    if (level.set(since, value)) for (const key of keys) this.#changed(key);
  }

  /** What a metric had in each period of a window, by unit, in alphabetical order: values of different units are never added up. */
  byUnit(metric: MetricName, window: Window, unit?: string): [unit: string, buckets: Buckets][] {
    const found = new Map<string, Buckets>();
    for (const series of this.#countsFor.get(metricKey(metric)) ?? []) {
      if (unit !== undefined && series.unit !== unit) continue;
      const buckets: Buckets = found.get(series.unit) ?? new Map();
      series.addTo(buckets, window, this.#now());
      if (buckets.size > 0) found.set(series.unit, buckets);
    }
    return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** Metrics that had a value of late. */
  list(): Required<MetricName>[] {
    const since = this.#now() - listedFor;
    return [...this.#countsFor]
      .filter(([, series]) => [...series].some((one) => (one.lastAt(this.#now()) ?? 0) >= since))
      .map(([key]) => metricOf(key));
  }

  /** Lets go, once in a day, what had no value for as long as values are kept. */
  #forget(): void {
    const now = this.#now();
    if (now - this.#forgotAt < day) return;
    this.#forgotAt = now;
    const silent = (series: Series) => (series.lastAt(now) ?? 0) < now - hoursKept;
    for (const [key, points] of this.#points) if (silent(points)) this.#points.delete(key);
    for (const [key, level] of this.#levels) if (silent(level)) this.#levels.delete(key);
    for (const [key, counted] of this.#countsFor) {
      for (const series of counted) if (silent(series)) counted.delete(series);
      if (counted.size === 0) this.#countsFor.delete(key);
    }
  }

  #count(key: string, series: Series): void {
    const counted = this.#countsFor.get(key) ?? new Set();
    this.#countsFor.set(key, counted.add(series));
  }
}
