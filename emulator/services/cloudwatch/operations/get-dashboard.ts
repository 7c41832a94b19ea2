import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { dashboardArn } from '../resources.ts';
import type { CloudWatchPlace } from '../state.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetDashboard.html */
export const getDashboard: Operation<{ DashboardName: string }, CloudWatchPlace> = {
  resources: ({ DashboardName }, place) => [dashboardArn(DashboardName, place)],
  run({ DashboardName }, { place }) {
    const found = place.cloudwatch.dashboards.get(DashboardName);
    if (!found) throw new AwsError('DashboardNotFoundError', `Dashboard ${DashboardName} does not exist`, { status: 404 });
    return { DashboardArn: dashboardArn(DashboardName, place), DashboardBody: found.body, DashboardName };
  },
};
