import type { Operation } from '../../../service/service.ts';
import { namedTrail, onTrail } from '../named-trail.ts';
import type { CloudTrailPlace } from '../state.ts';

/**
 * What a trail records for which nobody has said it: all management events.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventSelectors.html
 */
export const getEventSelectors: Operation<{ TrailName: string }, CloudTrailPlace> = {
  resources: ({ TrailName }, place) => onTrail(TrailName, place),
  run: ({ TrailName }, { place }) => ({
    TrailARN: namedTrail(place, TrailName).arn,
    EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [], ExcludeManagementEventSources: [] }],
  }),
};
