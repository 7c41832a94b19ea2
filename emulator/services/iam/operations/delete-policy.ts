import type { Operation } from '../../../service/service.ts';
import { deleteManagedPolicy } from '../deletion.ts';
import type { IamPlace } from '../needs.ts';
import { onPolicy } from '../resources.ts';
import { ownPolicy } from '../shown-policy.ts';

/** @throws AwsError NoSuchEntity, DeleteConflict, ValidationError */
export const deletePolicy: Operation<{ PolicyArn: string }, IamPlace> = {
  resources: onPolicy,
  run({ PolicyArn }, { place }) {
    deleteManagedPolicy(place.iam, ownPolicy(place, PolicyArn).arn);
  },
};
