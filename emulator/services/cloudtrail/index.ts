import type { Service } from '../../service/service.ts';
import { describeTrails } from './operations/describe-trails.ts';
import { getTrailStatus } from './operations/get-trail-status.ts';
import type { CloudTrailPlace } from './state.ts';

export const cloudtrail: Service<CloudTrailPlace> = {
  model: 'cloudtrail',
  iamPrefix: 'cloudtrail',
  operations: { DescribeTrails: describeTrails, GetTrailStatus: getTrailStatus },
};
