import { AwsError } from '../../kernel/aws-error.ts';
import type { CloudTrailPlace, Trail } from './state.ts';

/** A trail of another region is known by its ARN alone. @throws AwsError TrailNotFoundException */
export function namedTrail(place: CloudTrailPlace, asked: string): Trail {
  const found = place.cloudtrail.trails.find(
    ({ name, arn, homeRegion }) => arn === asked || (name === asked && homeRegion === place.region),
  );
  if (!found) throw new AwsError('TrailNotFoundException', `Unknown trail: ${asked} for the user: ${place.accountId}`);
  return found;
}

export function shownTrail({ name, arn, homeRegion, multiRegion }: Trail) {
  return {
    Name: name,
    TrailARN: arn,
    HomeRegion: homeRegion,
    IsMultiRegionTrail: multiRegion,
    IncludeGlobalServiceEvents: true,
    IsOrganizationTrail: false,
  };
}
