import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { changeableRole } from '../changeable-role.ts';
import type { IamPlace } from '../needs.ts';
import { onRole } from '../resources.ts';
import { checkPolicyArn } from '../shown-policy.ts';

/** @throws AwsError NoSuchEntity, ValidationError, UnmodifiableEntity, PolicyNotAttachable */
export const attachRolePolicy: Operation<{ RoleName: string; PolicyArn: string }, IamPlace> = {
  resources: onRole,
  run({ RoleName, PolicyArn }, { place }) {
    checkPolicyArn(PolicyArn);
    changeableRole(place, RoleName);
    if (PolicyArn.includes(':policy/aws-service-role/'))
      throw new AwsError('PolicyNotAttachable', 'Cannot attach a Service Role Policy to a Customer Role.');
    place.iam.roles.attach(RoleName, PolicyArn);
  },
};
