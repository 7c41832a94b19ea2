import type { Operation } from '../../../service/service.ts';
import { changeableRole } from '../changeable-role.ts';
import type { IamPlace } from '../needs.ts';
import { onRole } from '../resources.ts';
import { checkJson } from '../written-document.ts';

interface Input {
  RoleName: string;
  PolicyName: string;
  PolicyDocument: string;
}

/** @throws AwsError NoSuchEntity, MalformedPolicyDocument, UnmodifiableEntity */
export const putRolePolicy: Operation<Input, IamPlace> = {
  resources: onRole,
  run({ RoleName, PolicyName, PolicyDocument }, { place }) {
    changeableRole(place, RoleName);
    checkJson(PolicyDocument, 'Syntax errors in policy.');
    place.iam.roles.putPolicy(RoleName, { policyName: PolicyName, policyDocument: PolicyDocument });
  },
};
