import type { Operation } from '../../../service/service.ts';
import { namedTrail, onTrail } from '../named-trail.ts';
import type { CloudTrailPlace } from '../state.ts';

/**
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html: a trail of another region is known by its ARN
 * alone.
 */
export const getTrailStatus: Operation<{ Name: string }, CloudTrailPlace> = {
  resources: ({ Name }, place) => onTrail(Name, place),
  run({ Name }, { place }) {
    return { IsLogging: namedTrail(place, Name).logging };
  },
};
