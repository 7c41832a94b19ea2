import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { dashboardArn } from '../resources.ts';
import type { CloudWatchPlace } from '../state.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteDashboards.html: all of them or none. */
export const deleteDashboards: Operation<{ DashboardNames: string[] }, CloudWatchPlace> = {
  resources: ({ DashboardNames }, place) => DashboardNames.map((name) => dashboardArn(name, place)),
  run({ DashboardNames }, { place }) {
    const { dashboards } = place.cloudwatch;
    const missing = DashboardNames.find((name) => !dashboards.has(name));
    if (missing !== undefined) throw new AwsError('DashboardNotFoundError', `Dashboard ${missing} does not exist`, { status: 404 });
    for (const name of DashboardNames) dashboards.delete(name);
  },
};
