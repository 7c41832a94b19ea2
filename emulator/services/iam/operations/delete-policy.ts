import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { deleteManagedPolicy } from '../deletion.ts';
import type { IamPlace } from '../needs.ts';
import { onPolicy } from '../resources.ts';
import { checkPolicyArn } from '../shown-policy.ts';

/** @throws AwsError NoSuchEntity, DeleteConflict, ValidationError */
export const deletePolicy: Operation<{ PolicyArn: string }, IamPlace> = {
  resources: onPolicy,
  run({ PolicyArn }, { place: { iam } }) {
    checkPolicyArn(PolicyArn);
    if (!iam.managedPolicies.find(PolicyArn)) throw new AwsError('NoSuchEntity', `Policy ${PolicyArn} was not found.`, { status: 404 });
    deleteManagedPolicy(iam, PolicyArn);
  },
};
