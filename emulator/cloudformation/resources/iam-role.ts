import { deleteRole } from '../../services/iam/deletion.ts';
import type { RoleDeclaration } from '../../services/iam/role.ts';
import { between, document, matching, required, structures, tags, text, texts } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

export const role: ResourceType = {
  type: 'AWS::IAM::Role',
  fixed: ['RoleName', 'Path'],
  attributes: ['Arn', 'RoleId'],
  properties: {
    RoleName: matching(/^[\w+=,.@-]{1,64}$/),
    Path: text,
    AssumeRolePolicyDocument: required(document),
    Policies: structures({ PolicyName: required(matching(/^[\w+=,.@-]{1,128}$/)), PolicyDocument: required(document) }),
    ManagedPolicyArns: texts,
    Description: text,
    MaxSessionDuration: between(3600, 43_200),
    Tags: tags,
  },
  taken: { by: 'RoleName', isTaken: (name, { iam }) => iam.roles.isTaken(name) },
  create(properties, { place, generatedName }) {
    const roleName = properties.RoleName ?? generatedName(64);
    const arn = place.iam.putRole(declared(roleName, properties));
    return { physicalId: roleName, arn, attributes: { Arn: arn, RoleId: place.iam.roleId(arn) } };
  },
  update(properties, { physicalId, properties: before }, { place }) {
    place.iam.roles.change(declared(physicalId, properties), declared(physicalId, before));
    return undefined;
  },
  delete({ physicalId, properties: { Policies = [], ManagedPolicyArns = [] } }, { iam }) {
    for (const { PolicyName } of Policies) iam.roles.deletePolicy(physicalId, PolicyName);
    for (const arn of ManagedPolicyArns) iam.roles.detach(physicalId, arn);
    deleteRole(iam, physicalId);
  },
};

// biome-ignore lint/suspicious/noExplicitAny: checked by the table above
function declared(roleName: string, properties: any): RoleDeclaration {
  const { Path, AssumeRolePolicyDocument, Policies = [], ManagedPolicyArns, Description, MaxSessionDuration, Tags = [] } = properties;
  return {
    roleName,
    path: Path,
    assumeRolePolicy: AssumeRolePolicyDocument,
    policies: Policies.map(policyOf),
    managedPolicyArns: ManagedPolicyArns,
    description: Description,
    maxSessionSeconds: MaxSessionDuration,
    tags: Tags.map(({ Key, Value }: { Key: string; Value: string }) => [Key, Value]),
  };
}

function policyOf({ PolicyName, PolicyDocument }: { PolicyName: string; PolicyDocument: unknown }) {
  return { policyName: PolicyName, policyDocument: PolicyDocument };
}
