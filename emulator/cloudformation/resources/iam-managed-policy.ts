import { document, inert, matching, required, text, texts } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

export const managedPolicy: ResourceType = {
  type: 'AWS::IAM::ManagedPolicy',
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
  delete({ physicalId }, { iam }) {
    iam.roles.deleteManagedPolicy(physicalId);
  },
};
