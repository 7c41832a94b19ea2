import type { Operation } from '../../../service/service.ts';
import { invalid, type MetricDataQuery, mostQueries, Queries } from '../queries.ts';
import { minute } from '../series.ts';
import type { CloudWatchPlace } from '../state.ts';

interface Input {
  MetricDataQueries: MetricDataQuery[];
  StartTime: Date;
  EndTime: Date;
  ScanBy?: 'TimestampAscending' | 'TimestampDescending';
  MaxDatapoints?: number;
}

const mostDatapoints = 100_800;

const day = 86_400_000;

/**
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html. Periods begin at multiples of their length;
 * everything is told in one answer, of 100,800 datapoints at most; nothing of periods that are no multiples of what is kept of the time.
 */
export const getMetricData: Operation<Input, CloudWatchPlace> = {
  refuses: ['NextToken', 'LabelOptions'],
  run({ MetricDataQueries, StartTime, EndTime, ScanBy, MaxDatapoints = mostDatapoints }, { place }) {
    if (MetricDataQueries.length > mostQueries) throw invalid(`There are more than ${mostQueries} queries`);
    if (StartTime >= EndTime) throw invalid('The parameter StartTime must be less than the parameter EndTime');
    const queries = new Queries(MetricDataQueries);
    const returned = MetricDataQueries.filter(({ ReturnData }) => ReturnData !== false);
    const windows = new Map(returned.map((query) => [query.Id, windowOf(query, MetricDataQueries, StartTime, EndTime)]));
    const asked = [...windows.values()].reduce((sum, { from, to, period }) => sum + Math.ceil((to - from) / period), 0);
    if (asked > mostDatapoints) throw invalid(`You have requested up to ${asked} datapoints, more than ${mostDatapoints}`);
    const MetricDataResults = returned.map((query) => {
      const window = windows.get(query.Id)!;
      const { valuesOf, unitsOf } = queries.over(place.cloudwatch.metrics, window);
      const values = window.period % shortestPeriod(place.clock.now() - StartTime.getTime()) === 0 ? valuesOf(query.Id) : new Map();
      if (typeof values === 'number') throw invalid(`The expression '${query.Id}' returns one number, not a series`);
      const sorted = [...values].toSorted(([a], [b]) => (ScanBy === 'TimestampAscending' ? a - b : b - a));
      return {
        Id: query.Id,
        Label: query.Label ?? labelOf(query, MetricDataQueries),
        Timestamps: sorted.map(([at]) => new Date(at)),
        Values: sorted.map(([, value]) => value),
        StatusCode: 'Complete',
        ...several(unitsOf(query.Id)),
      };
    });
    if (MetricDataResults.reduce((sum, { Values }) => sum + Values.length, 0) > MaxDatapoints)
      throw invalid(`More datapoints than MaxDatapoints ${MaxDatapoints}: pages are not emulated; docs/api-coverage.md lists what is`);
    return { MetricDataResults, Messages: [] };
  },
};

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricStat.html, "Period" */
function shortestPeriod(age: number): number {
  if (age > 63 * day) return 60 * minute;
  return age > 15 * day ? 5 * minute : minute;
}

function windowOf({ MetricStat, Period }: MetricDataQuery, all: MetricDataQuery[], start: Date, end: Date) {
  const longest = Math.max(60, ...all.map(({ MetricStat: stat }) => stat?.Period ?? 0));
  const period = (MetricStat?.Period ?? Period ?? longest) * 1000;
  return { from: Math.floor(start.getTime() / period) * period, to: end.getTime(), period };
}

/** A metric's name, and what tells its query from the others: the statistic, the period. */
function labelOf({ Id, MetricStat }: MetricDataQuery, all: MetricDataQuery[]): string {
  if (!MetricStat) return Id;
  const differs = (member: 'Stat' | 'Period') => all.some(({ MetricStat: other }) => other && other[member] !== MetricStat[member]);
  const { Metric, Stat, Period } = MetricStat;
  return [Metric.MetricName, ...(differs('Stat') ? [Stat] : []), ...(differs('Period') ? [Period] : [])].join(' ');
}

/** What says that a metric was published in several units, of which the first one's values are told. */
function several(units: string[]) {
  return units.length < 2 ? {} : { Messages: [{ Code: 'MultipleUnits', Value: `Multiple units returned: '[${units.join(', ')}]'` }] };
}
