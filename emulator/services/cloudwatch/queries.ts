import { AwsError } from '../../kernel/aws-error.ts';
import { type Expression, readExpression, type Values } from './expression.ts';
import type { MetricName } from './metric.ts';
import type { Metrics } from './metrics.ts';
import type { Buckets, Window } from './series.ts';
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

/** What queries give over a window, each read once, when first asked for. */
interface Answers {
  valuesOf(id: string): Values;
  /** The units in which a query's metric was published: its values are those of the first. */
  unitsOf(id: string): string[];
}

export const mostQueries = 500;

/**
 * Queries that depend on one another, ready to be asked about any window.
 *
 * @throws AwsError ValidationException
 */
export class Queries {
  readonly all: readonly MetricDataQuery[];
  readonly #expressions = new Map<string, { expression: Expression; ids: string[] }>();

  constructor(queries: readonly MetricDataQuery[]) {
    this.all = queries;
    const ids = new Set<string>();
    for (const query of queries) {
      if (ids.has(query.Id)) throw invalid(`The values for parameter id in MetricDataQueries are not unique: ${query.Id}`);
      ids.add(query.Id);
      if ((query.MetricStat === undefined) === (query.Expression === undefined))
        throw invalid(`The query ${query.Id} needs MetricStat or Expression, and not both`);
      if (query.AccountId !== undefined) throw invalid('AccountId of a query: not emulated; docs/api-coverage.md lists what is');
      if (query.MetricStat) checkMetricStat(query.MetricStat);
      if (query.Period !== undefined) checkPeriod(query.Period);
      if (query.Expression === undefined) continue;
      const read = readExpression(query.Expression);
      this.#expressions.set(query.Id, read);
      const unknown = read.ids.find((id) => !queries.some(({ Id }) => Id === id));
      if (unknown) throw invalid(`Error in expression '${query.Id}': it names ${unknown}`);
    }
    this.#refuseCircles();
  }

  /** The metrics that they read. */
  get metrics(): MetricName[] {
    return this.all.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat.Metric as MetricName] : []));
  }

  over(metrics: Metrics, window: Window): Answers {
    const found = new Map<string, Values>();
    const published = new Map<string, [unit: string, buckets: Buckets][]>();
    const periods = periodsOf(window);
    const read = (id: string): Values => {
      const { MetricStat } = this.all.find(({ Id }) => Id === id)!;
      if (MetricStat) {
        const byUnit = metrics.byUnit(MetricStat.Metric as MetricName, window, MetricStat.Unit);
        published.set(id, byUnit);
        return statisticsOf(byUnit[0]?.[1], MetricStat.Stat as Statistic);
      }
      const values = this.#expressions.get(id)!.expression({ periods, valuesOf });
      if (Array.isArray(values)) throw invalid(`The expression '${id}' returns several series: not emulated`);
      return values;
    };
    const valuesOf = (id: string): Values => {
      const values = found.get(id) ?? read(id);
      found.set(id, values);
      return values;
    };
    return { valuesOf, unitsOf: (id) => (published.get(id) ?? []).map(([unit]) => unit) };
  }

  #refuseCircles(): void {
    const done = new Set<string>();
    const visit = (id: string, path: string[]) => {
      if (path.includes(id)) throw invalid(`The expressions ${[...path, id].join(', ')} name one another in a circle`);
      if (done.has(id)) return;
      for (const inner of this.#expressions.get(id)?.ids ?? []) visit(inner, [...path, id]);
      done.add(id);
    };
    for (const { Id } of this.all) visit(Id, []);
  }
}

function statisticsOf(buckets: Buckets | undefined, statistic: Statistic): Map<number, number> {
  return new Map([...(buckets ?? [])].map(([start, values]) => [start, statisticOf(values, statistic)]));
}

function periodsOf({ from, to, period }: Window): number[] {
  const periods: number[] = [];
  for (let start = from; start < to; start += period) periods.push(start);
  return periods;
}

function checkMetricStat({ Metric: { Namespace, MetricName }, Stat, Period }: NonNullable<MetricDataQuery['MetricStat']>): void {
  if (!Namespace || !MetricName) throw invalid('A metric has a Namespace and a MetricName');
  if (!isStatistic(Stat)) throw invalid(`The statistic ${Stat} is not emulated: SampleCount, Average, Sum, Minimum and Maximum are`);
  checkPeriod(Period);
}

/** @throws AwsError ValidationException where values are not kept that finely, or it is no whole number of minutes */
export function checkPeriod(period: number): void {
  if (period % 60 !== 0 || period <= 0 || period > 86_400 * 365)
    throw invalid(`Period ${period} is not emulated: multiples of 60 are, since values are kept by minute`);
}

export function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
