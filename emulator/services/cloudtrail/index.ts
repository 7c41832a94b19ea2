import type { Service } from '../../service/service.ts';
import { describeTrails } from './operations/describe-trails.ts';
import { getEventSelectors } from './operations/get-event-selectors.ts';
import { getInsightSelectors } from './operations/get-insight-selectors.ts';
import { getTrail } from './operations/get-trail.ts';
import { getTrailStatus } from './operations/get-trail-status.ts';
import { listTags } from './operations/list-tags.ts';
import { listTrails } from './operations/list-trails.ts';
import type { CloudTrailPlace } from './state.ts';

export const cloudtrail: Service<CloudTrailPlace> = {
  model: 'cloudtrail',
  iamPrefix: 'cloudtrail',
  operations: {
    DescribeTrails: describeTrails,
    GetEventSelectors: getEventSelectors,
    GetInsightSelectors: getInsightSelectors,
    GetTrail: getTrail,
    GetTrailStatus: getTrailStatus,
    ListTags: listTags,
    ListTrails: listTrails,
  },
};
