import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { namedTrail, onTrail } from '../named-trail.ts';
import type { CloudTrailPlace } from '../state.ts';

/** No trail here looks for insights. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-CLI-enable.html */
export const getInsightSelectors: Operation<{ TrailName?: string }, CloudTrailPlace> = {
  refuses: ['EventDataStore'],
  resources: ({ TrailName }, place) => (TrailName === undefined ? ['*'] : onTrail(TrailName, place)),
  run({ TrailName }, { place }) {
    if (TrailName === undefined) throw new AwsError('InvalidParameterException', 'You must specify a TrailName or an EventDataStore.');
    const message = `Trail ${namedTrail(place, TrailName).arn} does not have Insights enabled. Edit the trail settings to enable Insights, and then try the operation again.`;
    throw new AwsError('InsightNotEnabledException', message);
  },
};
