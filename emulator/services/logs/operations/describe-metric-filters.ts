import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';
import { onGroup } from '../resources.ts';
import type { LogsPlace } from '../state.ts';

interface Input {
  logGroupName?: string;
  filterNamePrefix?: string;
  metricName?: string;
  metricNamespace?: string;
  nextToken?: string;
  limit?: number;
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeMetricFilters.html */
export const describeMetricFilters: Operation<Input, LogsPlace> = {
  resources: onGroup,
  run(input, { place }) {
    const { logGroupName, filterNamePrefix = '', metricName, metricNamespace } = input;
    if ((metricName === undefined) !== (metricNamespace === undefined))
      throw new AwsError('InvalidParameterException', 'metricName and metricNamespace must be given together.');
    const groups = logGroupName === undefined ? [...place.logs.groups.values()] : [place.logs.group(logGroupName)];
    const found = groups
      .flatMap((group) => [...group.filters.values()].map((filter) => ({ group, filter })))
      .filter(({ filter }) => filter.filterName.startsWith(filterNamePrefix))
      .filter(({ filter: { metricTransformations: made } }) =>
        metricName === undefined ? true : made.some((one) => one.metricName === metricName && one.metricNamespace === metricNamespace),
      )
      .toSorted((a, b) => (a.filter.filterName < b.filter.filterName ? -1 : 1));
    const { items, nextToken } = page(found, 'DescribeMetricFilters', input);
    const metricFilters = items.map(({ group, filter: { filterName, filterPattern, metricTransformations, createdAt } }) => ({
      filterName,
      filterPattern,
      metricTransformations,
      creationTime: createdAt,
      logGroupName: group.name,
      applyOnTransformedLogs: false,
    }));
    return { metricFilters, nextToken };
  },
};
