import type { Operation } from '../../../service/service.ts';
import { changeableRole } from '../changeable-role.ts';
import { inlinePolicy } from '../inline-policy.ts';
import type { IamPlace } from '../needs.ts';
import { onRole } from '../resources.ts';

/** @throws AwsError NoSuchEntity, UnmodifiableEntity */
export const deleteRolePolicy: Operation<{ RoleName: string; PolicyName: string }, IamPlace> = {
  resources: onRole,
  run({ RoleName, PolicyName }, { place }) {
    inlinePolicy(changeableRole(place, RoleName), PolicyName);
    place.iam.roles.deletePolicy(RoleName, PolicyName);
  },
};
