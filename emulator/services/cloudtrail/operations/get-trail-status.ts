import type { Operation } from '../../../service/service.ts';
import { namedTrail } from '../named-trail.ts';
import type { CloudTrailPlace } from '../state.ts';

/**
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html: a trail of another region is known by its ARN
 * alone.
 */
export const getTrailStatus: Operation<{ Name: string }, CloudTrailPlace> = {
  resources: ({ Name }, place) => [Name.startsWith('arn:') ? Name : place.arn('cloudtrail', `trail/${Name}`)],
  run({ Name }, { place }) {
    return { IsLogging: namedTrail(place, Name).logging };
  },
};
