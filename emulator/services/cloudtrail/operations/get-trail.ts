import type { Operation } from '../../../service/service.ts';
import { namedTrail, shownTrail } from '../named-trail.ts';
import type { CloudTrailPlace } from '../state.ts';

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrail.html */
export const getTrail: Operation<{ Name: string }, CloudTrailPlace> = {
  resources: ({ Name }, place) => [Name.startsWith('arn:') ? Name : place.arn('cloudtrail', `trail/${Name}`)],
  run: ({ Name }, { place }) => ({ Trail: shownTrail(namedTrail(place, Name)) }),
};
