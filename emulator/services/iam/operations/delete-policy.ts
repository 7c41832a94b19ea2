import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { IamPlace } from '../needs.ts';
import { onPolicy } from '../resources.ts';
import { checkPolicyArn } from '../shown-policy.ts';

/** @throws AwsError NoSuchEntity, DeleteConflict, ValidationError */
export const deletePolicy: Operation<{ PolicyArn: string }, IamPlace> = {
  resources: onPolicy,
  run({ PolicyArn }, { place: { iam } }) {
    checkPolicyArn(PolicyArn);
    if (!iam.managedPolicies.find(PolicyArn)) throw new AwsError('NoSuchEntity', `Policy ${PolicyArn} was not found.`, { status: 404 });
    if (iam.roles.holders(PolicyArn).length > 0)
      throw new AwsError('DeleteConflict', 'Cannot delete a policy attached to entities.', { status: 409 });
    iam.managedPolicies.delete(PolicyArn);
  },
};
