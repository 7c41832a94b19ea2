import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { onEc2 } from '../asks.ts';
import type { Inventory } from '../inventory.ts';
import { namedGroup } from '../named-group.ts';
import type { SecurityGroup, SecurityGroupRule } from '../network.ts';
import { missingParameter } from '../refusals.ts';
import { list, onePeer, peerGroup, protocolAndPorts, range, range6, ruleDescription } from '../rule-requests.ts';
import { change, ruleOf } from '../security-group-rules.ts';
import type { Ec2Place } from '../state.ts';

interface WantedRule {
  IpProtocol?: string;
  FromPort?: number;
  ToPort?: number;
  CidrIpv4?: string;
  CidrIpv6?: string;
  PrefixListId?: string;
  ReferencedGroupId?: string;
  Description?: string;
}

interface Input {
  GroupId: string;
  SecurityGroupRules: { SecurityGroupRuleId: string; SecurityGroupRule?: WantedRule }[];
}

/**
 * Rules say from then on what the request says, and keep their ids and directions.
 *
 * @throws AwsError InvalidGroup.NotFound, InvalidSecurityGroupRuleId.NotFound, InvalidParameterValue, MissingParameter,
 *   InvalidParameterCombination, InvalidPermission.Duplicate
 */
export const modifySecurityGroupRules: Operation<Input, Ec2Place> = {
  resources: ({ GroupId, SecurityGroupRules = [] }, place) => [
    onEc2(place, 'security-group', GroupId),
    ...SecurityGroupRules.map(({ SecurityGroupRuleId }) => onEc2(place, 'security-group-rule', SecurityGroupRuleId)),
  ],
  run({ GroupId, SecurityGroupRules }, { place }) {
    const group = namedGroup({ GroupId }, place);
    const changes = SecurityGroupRules.map(({ SecurityGroupRuleId, SecurityGroupRule = {} }) => ({
      id: SecurityGroupRuleId,
      direction: ruleOf(group, SecurityGroupRuleId).direction,
      rule: wantedRule(place.ec2, group, SecurityGroupRule),
    }));
    for (const { id, direction, rule } of changes) change(group, direction, id, rule);
    return { Return: true };
  },
};

function wantedRule(inventory: Inventory, group: SecurityGroup, wanted: WantedRule): SecurityGroupRule {
  const { CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupId, Description } = wanted;
  const ports = protocolAndPorts(wanted);
  const peers = [CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupId].filter((peer) => peer !== undefined);
  if (peers.length === 0) throw missingParameter(onePeer);
  if (peers.length > 1)
    throw new AwsError('InvalidParameterCombination', 'Only one of cidrIp, cidrIpv6, prefixListId, or referencedGroupId can be specified');
  return {
    ...ports,
    ...(CidrIpv4 !== undefined && { cidr: range(CidrIpv4) }),
    ...(CidrIpv6 !== undefined && { cidr6: range6(CidrIpv6) }),
    ...(PrefixListId !== undefined && { prefixList: list(inventory, PrefixListId) }),
    ...(ReferencedGroupId !== undefined && { groupId: peerGroup(inventory, group, { GroupId: ReferencedGroupId }) }),
    ...(Description !== undefined && { description: ruleDescription(Description) }),
  };
}
