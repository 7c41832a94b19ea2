import { AwsError } from '../../kernel/aws-error.ts';
import type { CloudTrailPlace, Trail } from './state.ts';

/** The ARN by which IAM is asked about the trail that a request names. */
export const onTrail = (asked: string, place: CloudTrailPlace): string[] => [
  asked.startsWith('arn:') ? asked : place.arn('cloudtrail', `trail/${asked}`),
];

/** A trail of another region is known by its ARN alone. @throws AwsError TrailNotFoundException */
export function namedTrail(place: CloudTrailPlace, asked: string): Trail {
  const found = place.cloudtrail.trails.find(
    ({ name, arn, homeRegion }) => arn === asked || (name === asked && homeRegion === place.region),
  );
  if (!found) throw new AwsError('TrailNotFoundException', `Unknown trail: ${asked} for the user: ${place.accountId}`);
  return found;
}

/** Every trail has a bucket, and tells what it does not do: recorded in cloud-custodian's test_cloudtrail_delete, July 2019. */
export function shownTrail({ name, arn, bucketName, homeRegion, multiRegion }: Trail) {
  return {
    Name: name,
    S3BucketName: bucketName,
    TrailARN: arn,
    HomeRegion: homeRegion,
    IsMultiRegionTrail: multiRegion,
    IncludeGlobalServiceEvents: true,
    LogFileValidationEnabled: true,
    HasCustomEventSelectors: false,
    HasInsightSelectors: false,
    IsOrganizationTrail: false,
  };
}
