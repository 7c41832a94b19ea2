import type { Operation } from '../../../service/service.ts';
import type { IamPlace } from '../needs.ts';
import { onPolicy } from '../resources.ts';
import { policyOf, shownPolicy } from '../shown-policy.ts';

/** @throws AwsError NoSuchEntity, ValidationError */
export const getPolicy: Operation<{ PolicyArn: string }, IamPlace> = {
  resources: onPolicy,
  // here tags are told even where there are none (moto test_policy_resource_returns_subset_of_available_attributes, verified on AWS)
  run: ({ PolicyArn }, { place }) => ({ Policy: { Tags: [], ...shownPolicy(policyOf(place, PolicyArn), place) } }),
};
