import type { Operation } from '../../../service/service.ts';
import { namedTrail, onTrail, shownTrail } from '../named-trail.ts';
import type { CloudTrailPlace } from '../state.ts';

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrail.html */
export const getTrail: Operation<{ Name: string }, CloudTrailPlace> = {
  resources: ({ Name }, place) => onTrail(Name, place),
  run: ({ Name }, { place }) => ({ Trail: shownTrail(namedTrail(place, Name)) }),
};
