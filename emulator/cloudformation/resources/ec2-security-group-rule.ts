import type { Properties } from '../properties.ts';
import { required, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';
import { ask } from './ec2.ts';
import { egressProperties, ingressProperties, permission, type Rule } from './ec2-group-rule.ts';

export const securityGroupIngress = ruleOfGroup('Ingress', ingressProperties);
export const securityGroupEgress = ruleOfGroup('Egress', egressProperties);

/** A rule of a group that stands: it belongs to the group, and a stack that made both takes it away first. */
function ruleOfGroup(direction: 'Ingress' | 'Egress', properties: Properties): ResourceType {
  const { Description: _changes, ...fixed } = properties;
  return {
    type: `AWS::EC2::SecurityGroup${direction}`,
    fixed: ['GroupId', ...Object.keys(fixed)],
    attributes: ['Id'],
    properties: { GroupId: required(text), ...properties },
    async create({ GroupId, ...rule }: Rule & { GroupId: string }, { place }) {
      const { SecurityGroupRules } = await ask<{ SecurityGroupRules: { SecurityGroupRuleId: string }[] }>(
        place,
        `AuthorizeSecurityGroup${direction}`,
        { GroupId, IpPermissions: [permission(rule)] },
      );
      const Id = SecurityGroupRules[0]!.SecurityGroupRuleId;
      return { physicalId: Id, attributes: { Id } };
    },
    async update({ GroupId, Description = '' }, { physicalId: SecurityGroupRuleId }, { place }) {
      const SecurityGroupRuleDescriptions = [{ SecurityGroupRuleId, Description }];
      await ask(place, `UpdateSecurityGroupRuleDescriptions${direction}`, { GroupId, SecurityGroupRuleDescriptions });
      return undefined;
    },
    async delete({ physicalId, properties: { GroupId } }, place) {
      await ask(place, `RevokeSecurityGroup${direction}`, { GroupId, SecurityGroupRuleIds: [physicalId] });
    },
  };
}
