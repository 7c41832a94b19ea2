import { AwsError } from '../../../kernel/aws-error.ts';
import { readJson } from '../../../kernel/read-json.ts';
import type { Operation } from '../../../service/service.ts';
import { dashboardArn } from '../resources.ts';
import type { CloudWatchPlace } from '../state.ts';

interface Input {
  DashboardName: string;
  DashboardBody: string;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html. Of the body, only that it has widgets is checked. */
export const putDashboard: Operation<Input, CloudWatchPlace> = {
  refuses: ['Tags'],
  resources: ({ DashboardName }, place) => [dashboardArn(DashboardName, place)],
  run({ DashboardName, DashboardBody }, { place }) {
    if (!/^[A-Za-z0-9_-]{1,255}$/.test(DashboardName)) {
      const why =
        'The value for field DashboardName contains invalid characters. It can only contain alphanumerics, dash (-) and underscore (_).\n';
      throw new AwsError('InvalidParameterValueException', why);
    }
    if (!hasWidgets(DashboardBody))
      throw new AwsError('DashboardInvalidInputError', 'The field DashboardBody must be a JSON object with widgets.');
    place.cloudwatch.dashboards.set(DashboardName, { body: DashboardBody, changedAt: place.clock.date() });
    return { DashboardValidationMessages: [] };
  },
};

function hasWidgets(body: string): boolean {
  try {
    return Array.isArray((readJson(body) as { widgets?: unknown } | null)?.widgets);
  } catch {
    return false;
  }
}
