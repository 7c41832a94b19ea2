import { AwsError } from '../../kernel/aws-error.ts';
import { filterOf } from './filter-pattern.ts';

export interface MetricTransformation {
  metricName: string;
  metricNamespace: string;
  metricValue: string;
  defaultValue?: number;
  dimensions?: Record<string, string>;
  unit?: string;
}

/** What a group's lines are counted by. */
export interface MetricFilter {
  filterName: string;
  filterPattern: string;
  metricTransformations: MetricTransformation[];
  createdAt: number;
  matches: (message: string) => boolean;
}

/** @throws AwsError InvalidParameterException, naming what is not emulated */
export function readMetricFilter(filter: Omit<MetricFilter, 'matches'>): MetricFilter {
  for (const { metricValue, dimensions, metricNamespace } of filter.metricTransformations) {
    if (metricNamespace.startsWith('AWS/')) throw refused('metricNamespace must not begin with AWS/');
    if (!Number.isFinite(Number(metricValue === '' ? Number.NaN : metricValue)))
      throw refused(`metricValue ${metricValue}: values out of the line are not emulated; numbers are`);
    if (dimensions && Object.keys(dimensions).length > 0) throw refused('dimensions of metric filters are not emulated');
  }
  return { ...filter, matches: filterOf(filter.filterPattern) };
}

function refused(why: string): AwsError {
  return new AwsError('InvalidParameterException', `Invalid metric transformation: ${why}; docs/api-coverage.md lists what is`);
}
