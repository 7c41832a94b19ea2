import type { Operation } from '../../../service/service.ts';
import { revokedRule } from '../descriptions/security-group-rule.ts';
import { type GroupName, namedGroup, onGroup } from '../named-group.ts';
import { type FlatPermission, type IpPermission, requestedRules } from '../rule-requests.ts';
import { revoke, revokeById } from '../security-group-rules.ts';
import type { Ec2Place } from '../state.ts';

type Input = GroupName & FlatPermission & { IpPermissions?: IpPermission[]; SecurityGroupRuleIds?: string[] };

/**
 * By what the rules say, their descriptions aside, or by their ids.
 *
 * @throws AwsError InvalidGroup.NotFound, MissingParameter, InvalidParameterValue, InvalidPermission.NotFound,
 *   InvalidSecurityGroupRuleId.NotFound
 */
export const revokeSecurityGroupEgress: Operation<Input, Ec2Place> = {
  refuses: ['SourceSecurityGroupName', 'SourceSecurityGroupOwnerId'],
  resources: onGroup,
  run({ SecurityGroupRuleIds, ...input }, { place }) {
    const group = namedGroup(input, place);
    const revoked = SecurityGroupRuleIds
      ? revokeById(place.ec2, group, 'egress', SecurityGroupRuleIds)
      : revoke(place.ec2, group, 'egress', requestedRules(place.ec2, group, input));
    return { Return: true, RevokedSecurityGroupRules: revoked.map((rule) => revokedRule(group, 'egress', rule)) };
  },
};
