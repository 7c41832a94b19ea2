import type { Operation } from '../../../service/service.ts';
import { describedPermissions } from '../descriptions/security-group-rule.ts';
import { type FilterValues, listing, named, type Request } from '../listing.ts';
import type { HeldRule, SecurityGroup } from '../network.ts';
import { notFound } from '../not-found.ts';
import type { Ec2Place } from '../state.ts';

const filters: FilterValues<SecurityGroup> = {
  'group-id': ({ groupId }) => [groupId],
  'group-name': ({ groupName }) => [groupName],
  'vpc-id': ({ vpcId }) => [vpcId],
  'owner-id': ({ ownerId }) => [ownerId],
  description: ({ description }) => [description],
  ...ofRules('ip-permission', ({ ingress }) => ingress),
  ...ofRules('egress.ip-permission', ({ egress }) => egress),
};

function ofRules(prefix: string, rules: (group: SecurityGroup) => HeldRule[]): FilterValues<SecurityGroup> {
  const held = (value: (rule: HeldRule) => string | number | undefined) => (group: SecurityGroup) =>
    rules(group).map((rule) => value(rule)?.toString());
  return {
    [`${prefix}.cidr`]: held(({ cidr }) => cidr),
    [`${prefix}.ipv6-cidr`]: held(({ cidr6 }) => cidr6),
    [`${prefix}.group-id`]: held(({ groupId }) => groupId),
    [`${prefix}.prefix-list-id`]: held(({ prefixList }) => prefixList),
    [`${prefix}.protocol`]: held(({ protocol }) => protocol),
    [`${prefix}.from-port`]: held(({ fromPort }) => fromPort),
    [`${prefix}.to-port`]: held(({ toPort }) => toPort),
  };
}

/**
 * Groups of this account only: those of the owner of a shared VPC are not the participant's to see.
 *
 * @throws AwsError InvalidGroup.NotFound
 */
export const describeSecurityGroups: Operation<Request & { GroupIds?: string[]; GroupNames?: string[] }, Ec2Place> = {
  run(input, { place }) {
    const { ec2 } = place;
    for (const id of named(input, 'group-id')) ec2.securityGroup(id);
    const byId = input.GroupIds?.map((id) => {
      const group = ec2.securityGroup(id);
      if (group?.ownerId !== place.accountId) throw notFound('securityGroup', id);
      return group;
    });
    const byName = input.GroupNames?.flatMap((name) => {
      const groups = own(place).filter(({ groupName }) => groupName === name);
      if (groups.length === 0) throw notFound('securityGroup', name);
      return groups;
    });
    const groups = byId || byName ? new Set([...(byId ?? []), ...(byName ?? [])]) : own(place);
    const { page, NextToken } = listing([...groups], filters, input, ({ groupId }) => ec2.tags.of(groupId));
    return {
      NextToken,
      SecurityGroups: page.map((group) => ({
        GroupId: group.groupId,
        GroupName: group.groupName,
        Description: group.description,
        VpcId: group.vpcId,
        OwnerId: group.ownerId,
        SecurityGroupArn: place.arn('ec2', `security-group/${group.groupId}`),
        IpPermissions: describedPermissions(place, group.ingress),
        IpPermissionsEgress: describedPermissions(place, group.egress),
        Tags: ec2.tags.shown(group.groupId),
      })),
    };
  },
};

function own(place: Ec2Place): SecurityGroup[] {
  return [...place.ec2.securityGroups.values()].filter(({ ownerId }) => ownerId === place.accountId);
}
