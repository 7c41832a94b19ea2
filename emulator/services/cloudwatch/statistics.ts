/** What CloudWatch keeps of values: enough for every statistic that is no percentile. */
export interface StatisticSet {
  count: number;
  sum: number;
  min: number;
  max: number;
}

const statistics = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'] as const;
export type Statistic = (typeof statistics)[number];

export function isStatistic(name: string): name is Statistic {
  return (statistics as readonly string[]).includes(name);
}

/** As MetricDatum of the API reference has it. */
export function isKept(value: number): boolean {
  return Math.abs(value) <= 2 ** 360;
}

const oldest = 14 * 24 * 3600_000;
const newest = 2 * 3600_000;

/** Whether CloudWatch takes a value of that time. */
export function isTimely(at: number, now: number): boolean {
  return at >= now - oldest && at <= now + newest;
}

/** One value, so many times. */
export function ofValue(value: number, count = 1): StatisticSet {
  return { count, sum: value * count, min: value, max: value };
}

export function merged(one: StatisticSet | undefined, other: StatisticSet): StatisticSet {
  if (!one) return other;
  return {
    count: one.count + other.count,
    sum: one.sum + other.sum,
    min: Math.min(one.min, other.min),
    max: Math.max(one.max, other.max),
  };
}

export function statisticOf({ count, sum, min, max }: StatisticSet, statistic: Statistic): number {
  const values: Record<Statistic, number> = { SampleCount: count, Average: sum / count, Sum: sum, Minimum: min, Maximum: max };
  return values[statistic];
}
