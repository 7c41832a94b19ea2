import type { Operation } from '../../../service/service.ts';
import { changeableRole } from '../changeable-role.ts';
import type { IamPlace } from '../needs.ts';
import { onRole } from '../resources.ts';
import { checkPolicyArn, policyNotFound } from '../shown-policy.ts';

/** @throws AwsError NoSuchEntity, ValidationError, UnmodifiableEntity */
export const detachRolePolicy: Operation<{ RoleName: string; PolicyArn: string }, IamPlace> = {
  resources: onRole,
  run({ RoleName, PolicyArn }, { place }) {
    checkPolicyArn(PolicyArn);
    if (!changeableRole(place, RoleName).managedPolicyArns.includes(PolicyArn)) throw policyNotFound(PolicyArn);
    place.iam.roles.detach(RoleName, PolicyArn);
  },
};
