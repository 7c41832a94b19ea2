import type { Operation } from '../../../service/service.ts';
import type { IamPlace } from '../needs.ts';
import { onPolicy } from '../resources.ts';
import { policyOf, shownPolicy } from '../shown-policy.ts';

/** @throws AwsError NoSuchEntity, ValidationError */
export const getPolicy: Operation<{ PolicyArn: string }, IamPlace> = {
  resources: onPolicy,
  run: ({ PolicyArn }, { place }) => ({ Policy: shownPolicy(policyOf(place, PolicyArn), place) }),
};
