import { document, matching, required, texts } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

/** An inline policy of one or more roles. */
export const policy: ResourceType = {
  type: 'AWS::IAM::Policy',
  attributes: [],
  properties: { PolicyName: required(matching(/^[\w+=,.@-]{1,128}$/)), PolicyDocument: required(document), Roles: required(texts) },
  create({ PolicyName, PolicyDocument, Roles }, { place, generatedName }) {
    const { roles } = place.iam;
    for (const roleName of Roles) roles.named(roleName);
    for (const roleName of Roles) roles.putPolicy(roleName, { policyName: PolicyName, policyDocument: PolicyDocument });
    return { physicalId: generatedName(128) };
  },
  update({ PolicyName, PolicyDocument, Roles }, { properties: before }, { place }) {
    const { roles } = place.iam;
    for (const roleName of Roles) roles.putPolicy(roleName, { policyName: PolicyName, policyDocument: PolicyDocument });
    for (const roleName of before.Roles)
      if (before.PolicyName !== PolicyName || !Roles.includes(roleName)) roles.deletePolicy(roleName, before.PolicyName);
    return undefined;
  },
  delete({ properties: { PolicyName, Roles } }, { iam }) {
    for (const roleName of Roles) iam.roles.deletePolicy(roleName, PolicyName);
  },
};
