import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { deleteManagedPolicy } from '../deletion.ts';
import type { IamPlace } from '../needs.ts';
import { onPolicy } from '../resources.ts';
import { ownPolicy } from '../shown-policy.ts';

/** Its default version goes with it, and no other. @throws AwsError NoSuchEntity, DeleteConflict, ValidationError */
export const deletePolicy: Operation<{ PolicyArn: string }, IamPlace> = {
  resources: onPolicy,
  run({ PolicyArn }, { place }) {
    const { arn, versions } = ownPolicy(place, PolicyArn);
    if (versions.length > 1) throw new AwsError('DeleteConflict', moreVersions, { status: 409 });
    deleteManagedPolicy(place.iam, arn);
  },
};

/** The words: rebuy-de/aws-nuke#1. */
const moreVersions =
  "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.";
