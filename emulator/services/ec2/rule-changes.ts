import type { Operation } from '../../service/service.ts';
import { onEc2, tagging } from './asks.ts';
import { describedRule, revokedRule } from './descriptions/security-group-rule.ts';
import { type GroupName, namedGroup, onGroup } from './named-group.ts';
import { type FlatPermission, type IpPermission, requestedRules } from './rule-requests.ts';
import { authorize, type Direction, revoke, revokeById } from './security-group-rules.ts';
import type { Ec2Place } from './state.ts';
import { specifiedTags, type TagSpecification } from './tags.ts';

type Named = GroupName & FlatPermission & { IpPermissions?: IpPermission[] };
export type Authorized = Named & { TagSpecifications?: TagSpecification[] };
export type Revoked = Named & { SecurityGroupRuleIds?: string[] };

/** Members by which groups of EC2-Classic were named. */
const refuses = ['SourceSecurityGroupName', 'SourceSecurityGroupOwnerId'];

/**
 * The operation that gives a group rules of one direction.
 *
 * @throws AwsError InvalidGroup.NotFound, MissingParameter, InvalidParameterValue, InvalidPermission.Duplicate, RulesPerSecurityGroupLimitExceeded
 */
export function authorizes(action: string, direction: Direction): Operation<Authorized, Ec2Place> {
  return {
    refuses,
    asks(input, place) {
      const Tags = (input.TagSpecifications ?? []).flatMap((specification) => specification.Tags ?? []);
      const rule = onEc2(place, 'security-group-rule');
      if (Tags.length === 0) return [{ action, resources: onGroup(input, place), about: {} }];
      return [{ action, resources: [...onGroup(input, place), rule], about: { Tags } }, tagging(action, rule, Tags)];
    },
    run({ TagSpecifications, ...input }, { place }) {
      const group = namedGroup(input, place);
      const rules = requestedRules(place.ec2, group, input);
      const tags = specifiedTags('security-group-rule', TagSpecifications);
      const added = authorize(place.ec2, group, direction, rules);
      for (const { ruleId } of added) place.ec2.tags.add(ruleId, tags);
      return { Return: true, SecurityGroupRules: added.map((rule) => describedRule(place, group, direction, rule)) };
    },
  };
}

/**
 * The operation that takes rules of one direction from a group, by what they say, their descriptions aside, or by their ids.
 *
 * @throws AwsError InvalidGroup.NotFound, MissingParameter, InvalidParameterValue, InvalidPermission.NotFound,
 *   InvalidSecurityGroupRuleId.NotFound
 */
export function revokes(direction: Direction): Operation<Revoked, Ec2Place> {
  return {
    refuses,
    resources: onGroup,
    run({ SecurityGroupRuleIds, ...input }, { place }) {
      const group = namedGroup(input, place);
      const revoked = SecurityGroupRuleIds
        ? revokeById(place.ec2, group, direction, SecurityGroupRuleIds)
        : revoke(place.ec2, group, direction, requestedRules(place.ec2, group, input));
      return { Return: true, RevokedSecurityGroupRules: revoked.map((rule) => revokedRule(group, direction, rule)) };
    },
  };
}
