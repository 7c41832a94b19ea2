import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { CloudTrailPlace } from '../state.ts';

/**
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html: a trail of another region is known by its ARN
 * alone.
 */
export const getTrailStatus: Operation<{ Name: string }, CloudTrailPlace> = {
  resources: ({ Name }, place) => [Name.startsWith('arn:') ? Name : place.arn('cloudtrail', `trail/${Name}`)],
  run({ Name }, { place }) {
    const found = place.cloudtrail.trails.find(
      ({ name, arn, homeRegion }) => arn === Name || (name === Name && homeRegion === place.region),
    );
    if (!found) throw new AwsError('TrailNotFoundException', `Unknown trail: ${Name} for the user: ${place.accountId}`);
    return { IsLogging: found.logging };
  },
};
