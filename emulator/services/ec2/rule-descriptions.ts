import type { Operation } from '../../service/service.ts';
import { type GroupName, namedGroup, onGroup } from './named-group.ts';
import { missingParameter } from './refusals.ts';
import { type IpPermission, requestedRules, ruleDescription } from './rule-requests.ts';
import { type Direction, heldRules, ruleOf } from './security-group-rules.ts';
import type { Ec2Place } from './state.ts';

export interface Input extends GroupName {
  IpPermissions?: IpPermission[];
  SecurityGroupRuleDescriptions?: { SecurityGroupRuleId?: string; Description?: string }[];
}

/**
 * The operation that gives rules of one direction other descriptions, or none, by what they say or by their ids.
 *
 * @throws AwsError InvalidGroup.NotFound, MissingParameter, InvalidParameterValue, InvalidPermission.NotFound,
 *   InvalidSecurityGroupRuleId.NotFound
 */
export function updateDescriptions(direction: Direction): Operation<Input, Ec2Place> {
  return {
    resources: onGroup,
    run({ IpPermissions, SecurityGroupRuleDescriptions, ...name }, { place }) {
      const group = namedGroup(name, place);
      if (!IpPermissions && !SecurityGroupRuleDescriptions)
        throw missingParameter('The request must contain the parameter ipPermissions or securityGroupRuleDescriptions');
      const said = IpPermissions ? requestedRules(place.ec2, group, { IpPermissions }) : [];
      const held = heldRules(group, direction, said);
      const byId = (SecurityGroupRuleDescriptions ?? []).map(({ SecurityGroupRuleId = '', Description }) => ({
        rule: ruleOf(group, SecurityGroupRuleId, [direction]).rule,
        description: Description === undefined ? undefined : ruleDescription(Description),
      }));
      for (const [index, rule] of held.entries()) rule.description = said[index]!.description;
      for (const { rule, description } of byId) rule.description = description;
      return { Return: true };
    },
  };
}
