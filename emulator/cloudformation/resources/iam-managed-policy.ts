import { deleteManagedPolicy } from '../../services/iam/deletion.ts';
import { document, matching, required, text, texts } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

export const managedPolicy: ResourceType = {
  type: 'AWS::IAM::ManagedPolicy',
  fixed: ['ManagedPolicyName', 'Path', 'Description'],
  attributes: ['PolicyArn'],
  properties: {
    ManagedPolicyName: matching(/^[\w+=,.@-]{1,128}$/),
    Path: text,
    PolicyDocument: required(document),
    Roles: texts,
    Description: text,
  },
  taken: { by: 'ManagedPolicyName', isTaken: (name, { iam }) => iam.managedPolicies.isTaken(name) },
  create({ ManagedPolicyName, Path, PolicyDocument, Roles = [], Description }, { place, generatedName }) {
    for (const roleName of Roles) place.iam.roles.named(roleName);
    const name = ManagedPolicyName ?? generatedName(128);
    const { arn } = place.iam.managedPolicies.create(name, PolicyDocument, Path, { description: Description });
    for (const roleName of Roles) place.iam.roles.attach(roleName, arn);
    return { physicalId: arn, arn, attributes: { PolicyArn: arn } };
  },
  update({ PolicyDocument, Roles = [] }, { physicalId, properties: before }, { place }) {
    const { roles, managedPolicies } = place.iam;
    managedPolicies.change(physicalId, PolicyDocument);
    const held = before.Roles ?? [];
    for (const roleName of held) if (!Roles.includes(roleName)) roles.detach(roleName, physicalId);
    for (const roleName of Roles) if (!held.includes(roleName)) roles.attach(roleName, physicalId);
    return undefined;
  },
  delete({ physicalId, properties: { Roles = [] } }, { iam }) {
    for (const roleName of Roles) iam.roles.detach(roleName, physicalId);
    deleteManagedPolicy(iam, physicalId);
  },
};
