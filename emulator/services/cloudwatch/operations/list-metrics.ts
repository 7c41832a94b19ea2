import { AwsError } from '../../../kernel/aws-error.ts';
import { pager } from '../../../service/page.ts';
import type { Operation } from '../../../service/service.ts';
import { metricKey } from '../metric.ts';
import type { CloudWatchPlace } from '../state.ts';

interface Input {
  Namespace?: string;
  MetricName?: string;
  Dimensions?: { Name: string; Value?: string }[];
  NextToken?: string;
}

const page = pager({
  size: 'size',
  token: 'NextToken',
  next: 'NextToken',
  usual: 500,
  invalidToken: () => new AwsError('InvalidParameterValueException', 'Invalid nextToken'),
});

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html */
export const listMetrics: Operation<Input, CloudWatchPlace> = {
  refuses: ['RecentlyActive', 'IncludeLinkedAccounts', 'OwningAccount'],
  run(input, { place }) {
    const { Namespace, MetricName, Dimensions = [] } = input;
    const found = place.cloudwatch.metrics
      .list()
      .filter(
        (metric) =>
          (Namespace ?? metric.Namespace) === metric.Namespace &&
          (MetricName ?? metric.MetricName) === metric.MetricName &&
          Dimensions.every((wanted) =>
            metric.Dimensions.some(({ Name, Value }) => Name === wanted.Name && (wanted.Value ?? Value) === Value),
          ),
      )
      .toSorted((a, b) => (metricKey(a) < metricKey(b) ? -1 : 1));
    const { items, NextToken } = page(found, 'ListMetrics', input as Input & { size?: number });
    return { Metrics: items, NextToken };
  },
};
