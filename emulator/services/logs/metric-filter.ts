import { AwsError } from '../../kernel/aws-error.ts';
import { filterOf } from './filter-pattern.ts';
import { documentIn, selected, selectorPattern } from './selector.ts';

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
    if (!isNumber(metricValue) && !(isSelector(metricValue) && filter.filterPattern.trimStart().startsWith('{')))
      throw refused(`metricValue ${metricValue} is not emulated; numbers are, and a member of the line where the pattern is of JSON`);
    if (dimensions && Object.keys(dimensions).length > 0) throw refused('dimensions of metric filters are not emulated');
  }
  return { ...filter, matches: filterOf(filter.filterPattern) };
}

/** The number that a matching line counts as; undefined where the line has none. */
export function valueIn(message: string, metricValue: string): number | undefined {
  if (isNumber(metricValue)) return Number(metricValue);
  const value = selected(metricValue)(documentIn(message));
  return typeof value === 'number' ? value : undefined;
}

function isNumber(metricValue: string): boolean {
  return metricValue !== '' && Number.isFinite(Number(metricValue));
}

const wholeSelector = new RegExp(`^${selectorPattern}$`);

function isSelector(metricValue: string): boolean {
  return wholeSelector.test(metricValue);
}

function refused(why: string): AwsError {
  return new AwsError('InvalidParameterException', `Invalid metric transformation: ${why}; docs/api-coverage.md lists what is`);
}
