import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { type MetricTransformation, readMetricFilter } from '../metric-filter.ts';
import { onGroup } from '../resources.ts';
import type { LogsPlace } from '../state.ts';

interface Input {
  logGroupName: string;
  filterName: string;
  filterPattern: string;
  metricTransformations: MetricTransformation[];
}

const mostFilters = 100;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html: it counts lines that come from now on. */
export const putMetricFilter: Operation<Input, LogsPlace> = {
  refuses: ['applyOnTransformedLogs', 'fieldSelectionCriteria', 'emitSystemFieldDimensions'],
  resources: onGroup,
  run(input, { place }) {
    const { filters } = place.logs.group(input.logGroupName);
    const { filterName, filterPattern, metricTransformations } = input;
    if (!filters.has(filterName) && filters.size >= mostFilters) throw new AwsError('LimitExceededException', 'Resource limit exceeded.');
    filters.set(filterName, readMetricFilter({ filterName, filterPattern, metricTransformations, createdAt: place.clock.now() }));
  },
};
