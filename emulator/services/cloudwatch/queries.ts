import { AwsError } from '../../kernel/aws-error.ts';
import { type Expression, readExpression, type Values } from './expression.ts';
import type { MetricName } from './metric.ts';
import type { Metrics } from './metrics.ts';
import type { Window } from './series.ts';
import { isStatistic, type Statistic, statisticOf } from './statistics.ts';

/** A metric's statistic, or an expression over others. */
export interface MetricDataQuery {
  Id: string;
  MetricStat?: { Metric: Partial<MetricName>; Period: number; Stat: string; Unit?: string };
  Expression?: string;
  Label?: string;
  ReturnData?: boolean;
  Period?: number;
  AccountId?: string;
}

export const mostQueries = 500;

/**
 * Queries that depend on one another, ready to be asked about any window.
 *
 * @throws AwsError ValidationError
 */
export class Queries {
  readonly all: readonly MetricDataQuery[];
  readonly #expressions = new Map<string, Expression>();

  constructor(queries: readonly MetricDataQuery[]) {
    this.all = queries;
    const ids = new Set<string>();
    const named: string[] = [];
    for (const query of queries) {
      if (ids.has(query.Id)) throw invalid(`The values for parameter id in MetricDataQueries are not unique: ${query.Id}`);
      ids.add(query.Id);
      if ((query.MetricStat === undefined) === (query.Expression === undefined))
        throw invalid(`The query ${query.Id} needs MetricStat or Expression, and not both`);
      if (query.AccountId !== undefined) throw invalid('AccountId of a query: not emulated; docs/api-coverage.md lists what is');
      if (query.MetricStat) checkMetricStat(query.MetricStat);
      if (query.Expression === undefined) continue;
      const { expression, ids: inside } = readExpression(query.Expression);
      this.#expressions.set(query.Id, expression);
      named.push(...inside);
      if (inside.some((id) => !ids.has(id) && !queries.some(({ Id }) => Id === id)))
        throw invalid(`Error in expression '${query.Id}': it names ${inside.find((id) => !queries.some(({ Id }) => Id === id))}`);
    }
    this.#refuseCircles();
  }

  /** The metrics that they read. */
  get metrics(): MetricName[] {
    return this.all.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat.Metric as MetricName] : []));
  }

  /** What each query gives over a window, read when first asked for. */
  over(metrics: Metrics, window: Window): (id: string) => Values {
    const found = new Map<string, Values>();
    const periods = periodsOf(window);
    const valuesOf = (id: string): Values => {
      const known = found.get(id);
      if (known !== undefined) return known;
      const { MetricStat } = this.all.find(({ Id }) => Id === id)!;
      const values = MetricStat ? statisticValues(metrics, MetricStat, window) : this.#expressions.get(id)!({ periods, valuesOf });
      if (Array.isArray(values)) throw invalid(`The expression '${id}' returns several series: not emulated`);
      found.set(id, values);
      return values;
    };
    return valuesOf;
  }

  #refuseCircles(): void {
    const idsIn = (id: string) => {
      const { Expression: text } = this.all.find(({ Id }) => Id === id)!;
      return text === undefined ? [] : readExpression(text).ids;
    };
    const done = new Set<string>();
    const visit = (id: string, path: string[]) => {
      if (path.includes(id)) throw invalid(`The expressions ${[...path, id].join(', ')} name one another in a circle`);
      if (done.has(id)) return;
      for (const inner of idsIn(id)) visit(inner, [...path, id]);
      done.add(id);
    };
    for (const { Id } of this.all) visit(Id, []);
  }
}

export function statisticValues(metrics: Metrics, stat: NonNullable<MetricDataQuery['MetricStat']>, window: Window): Map<number, number> {
  const [[, buckets] = []] = metrics.byUnit(stat.Metric as MetricName, window, stat.Unit);
  return new Map([...(buckets ?? [])].map(([start, values]) => [start, statisticOf(values, stat.Stat as Statistic)]));
}

export function periodsOf({ from, to, period }: Window): number[] {
  const periods: number[] = [];
  for (let start = from; start < to; start += period) periods.push(start);
  return periods;
}

function checkMetricStat({ Metric: { Namespace, MetricName }, Stat, Period }: NonNullable<MetricDataQuery['MetricStat']>): void {
  if (!Namespace || !MetricName) throw invalid('A metric has a Namespace and a MetricName');
  if (!isStatistic(Stat)) throw invalid(`The statistic ${Stat} is not emulated: SampleCount, Average, Sum, Minimum and Maximum are`);
  checkPeriod(Period);
}

/** @throws AwsError ValidationError where values are not kept that finely, or it is no whole number of minutes */
export function checkPeriod(period: number): void {
  if (period % 60 !== 0 || period <= 0 || period > 86_400 * 365)
    throw invalid(`Period ${period} is not emulated: multiples of 60 are, since values are kept by minute`);
}

export function invalid(message: string): AwsError {
  return new AwsError('ValidationError', message);
}
