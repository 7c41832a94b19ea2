import type { Operation } from '../../../service/service.ts';
import { dashboardArn } from '../resources.ts';
import type { CloudWatchPlace } from '../state.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListDashboards.html: all in one answer. */
export const listDashboards: Operation<{ DashboardNamePrefix?: string }, CloudWatchPlace> = {
  refuses: ['NextToken'],
  run({ DashboardNamePrefix = '' }, { place }) {
    const found = [...place.cloudwatch.dashboards].filter(([name]) => name.startsWith(DashboardNamePrefix));
    const DashboardEntries = found
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([DashboardName, { body, changedAt }]) => ({
        DashboardName,
        DashboardArn: dashboardArn(DashboardName, place),
        LastModified: changedAt,
        Size: Buffer.byteLength(body),
      }));
    return { DashboardEntries };
  },
};
