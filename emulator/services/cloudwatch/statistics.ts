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
