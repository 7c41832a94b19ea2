import { document, inert, matching, required, text, texts } from '../properties.ts';
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
    Description: inert('it is for people'),
  },
  create({ ManagedPolicyName, Path, PolicyDocument, Roles = [] }, { place, generatedName }) {
    const arn = place.iam.roles.createManagedPolicy(ManagedPolicyName ?? generatedName(128), PolicyDocument, Path);
    for (const roleName of Roles) place.iam.roles.attach(roleName, arn);
    return { physicalId: arn, arn, attributes: { PolicyArn: arn } };
  },
  update({ PolicyDocument, Roles = [] }, { physicalId, properties: before }, { place }) {
    const { roles } = place.iam;
    roles.changeManagedPolicy(physicalId, PolicyDocument);
    const held = before.Roles ?? [];
    for (const roleName of held) if (!Roles.includes(roleName)) roles.detach(roleName, physicalId);
    for (const roleName of Roles) if (!held.includes(roleName)) roles.attach(roleName, physicalId);
    return undefined;
  },
  delete({ physicalId }, { iam }) {
    iam.roles.deleteManagedPolicy(physicalId);
  },
};
