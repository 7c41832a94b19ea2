import { document, inert, matching, required, structures, tags, text, texts } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

export const role: ResourceType = {
  type: 'AWS::IAM::Role',
  attributes: ['Arn', 'RoleId'],
  properties: {
    RoleName: matching(/^[\w+=,.@-]{1,64}$/),
    Path: text,
    AssumeRolePolicyDocument: required(document),
    Policies: structures({ PolicyName: required(matching(/^[\w+=,.@-]{1,128}$/)), PolicyDocument: required(document) }),
    ManagedPolicyArns: texts,
    Description: inert('it is for people'),
    MaxSessionDuration: inert('an activity of a function or task ends before any session'),
    Tags: tags,
  },
  taken: { by: 'RoleName', isTaken: (name, { iam }) => iam.roles.all().some(({ roleName }) => roleName === name) },
  create(properties, { place, generatedName }) {
    const roleName = properties.RoleName ?? generatedName(64);
    const arn = place.iam.putRole({
      roleName,
      path: properties.Path,
      assumeRolePolicy: properties.AssumeRolePolicyDocument,
      policies: (properties.Policies ?? []).map(policyOf),
      managedPolicyArns: properties.ManagedPolicyArns,
    });
    const roleId = `AROA${place.random.text(17, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 'role-id', arn)}`;
    return { physicalId: roleName, arn, attributes: { Arn: arn, RoleId: roleId } };
  },
  delete({ physicalId }, { iam }) {
    iam.roles.delete(physicalId);
  },
};

function policyOf({ PolicyName, PolicyDocument }: { PolicyName: string; PolicyDocument: unknown }) {
  return { policyName: PolicyName, policyDocument: PolicyDocument };
}
