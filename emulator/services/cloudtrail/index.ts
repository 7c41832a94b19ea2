import type { Service } from '../../service/service.ts';
import { describeTrails } from './operations/describe-trails.ts';
import { getTrail } from './operations/get-trail.ts';
import { getTrailStatus } from './operations/get-trail-status.ts';
import { listTrails } from './operations/list-trails.ts';
import type { CloudTrailPlace } from './state.ts';

export const cloudtrail: Service<CloudTrailPlace> = {
  model: 'cloudtrail',
  iamPrefix: 'cloudtrail',
  operations: { DescribeTrails: describeTrails, GetTrail: getTrail, GetTrailStatus: getTrailStatus, ListTrails: listTrails },
};
