import type { Operation } from '../../../service/service.ts';
import { changeableRole } from '../changeable-role.ts';
import type { IamPlace } from '../needs.ts';
import { onRole } from '../resources.ts';
import { checkJson } from '../written-document.ts';

/** @throws AwsError NoSuchEntity, MalformedPolicyDocument, UnmodifiableEntity */
export const updateAssumeRolePolicy: Operation<{ RoleName: string; PolicyDocument: string }, IamPlace> = {
  resources: onRole,
  run({ RoleName, PolicyDocument }, { place }) {
    changeableRole(place, RoleName);
    checkJson(PolicyDocument, 'This policy contains invalid Json');
    place.iam.roles.changeTrust(RoleName, PolicyDocument);
  },
};
