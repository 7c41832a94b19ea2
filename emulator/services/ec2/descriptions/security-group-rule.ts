import { groupedBy } from '../../../kernel/grouped-by.ts';
import type { HeldRule, SecurityGroup, SecurityGroupRule } from '../network.ts';
import type { Direction } from '../security-group-rules.ts';
import type { Ec2Place } from '../state.ts';

/** A rule as DescribeSecurityGroupRules shows it: where there are no ports, -1 stands for all. */
export function describedRule(place: Ec2Place, group: SecurityGroup, direction: Direction, rule: HeldRule) {
  return {
    ...withoutPeer(group, direction, rule),
    GroupOwnerId: group.ownerId,
    SecurityGroupRuleArn: place.arn('ec2', `security-group-rule/${rule.ruleId}`),
    ReferencedGroupInfo: rule.groupId === undefined ? undefined : { GroupId: rule.groupId, UserId: place.accountId },
    Tags: place.ec2.tags.shown(rule.ruleId),
  };
}

/** As the answer to its revocation shows it. */
export function revokedRule(group: SecurityGroup, direction: Direction, rule: HeldRule) {
  return { ...withoutPeer(group, direction, rule), ReferencedGroupId: rule.groupId };
}

function withoutPeer({ groupId }: SecurityGroup, direction: Direction, rule: HeldRule) {
  return {
    SecurityGroupRuleId: rule.ruleId,
    GroupId: groupId,
    IsEgress: direction === 'egress',
    IpProtocol: rule.protocol,
    FromPort: rule.fromPort ?? -1,
    ToPort: rule.toPort ?? -1,
    CidrIpv4: rule.cidr,
    CidrIpv6: rule.cidr6,
    PrefixListId: rule.prefixList,
    Description: rule.description,
  };
}

/** Rules as DescribeSecurityGroups shows them: those of the same protocol and ports are one permission. */
export function describedPermissions(place: Ec2Place, rules: SecurityGroupRule[]) {
  const groups = groupedBy(rules, ({ protocol, fromPort, toPort }) => `${protocol} ${fromPort} ${toPort}`);
  return [...groups.values()].map((alike) => {
    const shown = (member: 'cidr' | 'cidr6' | 'groupId' | 'prefixList', name: string, more: object = {}) =>
      alike.flatMap((rule) => (rule[member] === undefined ? [] : { [name]: rule[member], Description: rule.description, ...more }));
    return {
      IpProtocol: alike[0]!.protocol,
      FromPort: alike[0]!.fromPort,
      ToPort: alike[0]!.toPort,
      UserIdGroupPairs: shown('groupId', 'GroupId', { UserId: place.accountId }),
      IpRanges: shown('cidr', 'CidrIp'),
      Ipv6Ranges: shown('cidr6', 'CidrIpv6'),
      PrefixListIds: shown('prefixList', 'PrefixListId'),
    };
  });
}
