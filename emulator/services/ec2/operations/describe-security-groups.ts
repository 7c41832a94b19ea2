import { groupedBy } from '../../../kernel/grouped-by.ts';
import type { Operation } from '../../../service/service.ts';
import { type FilterValues, listing, named, type Request } from '../listing.ts';
import type { SecurityGroup, SecurityGroupRule } from '../network.ts';
import { notFound } from '../not-found.ts';
import type { Ec2Place } from '../state.ts';

const filters: FilterValues<SecurityGroup> = {
  'group-id': ({ groupId }) => [groupId],
  'group-name': ({ groupName }) => [groupName],
  'vpc-id': ({ vpcId }) => [vpcId],
  description: ({ description }) => [description],
  'ip-permission.group-id': ({ ingress }) => ingress.map(({ groupId }) => groupId),
  'ip-permission.cidr': ({ ingress }) => ingress.map(({ cidr }) => cidr),
  'egress.ip-permission.group-id': ({ egress }) => egress.map(({ groupId }) => groupId),
  'egress.ip-permission.cidr': ({ egress }) => egress.map(({ cidr }) => cidr),
};

/**
 * Groups of this account only: those of the owner of a shared VPC are not the participant's to see.
 *
 * @throws AwsError InvalidGroup.NotFound
 */
export const describeSecurityGroups: Operation<Request & { GroupIds?: string[]; GroupNames?: string[] }, Ec2Place> = {
  run(input, { place }) {
    for (const id of named(input, 'group-id')) place.ec2.securityGroup(id);
    const byId = input.GroupIds?.map((id) => {
      const group = place.ec2.securityGroup(id);
      if (group?.ownerId !== place.accountId) throw notFound('securityGroup', id);
      return group;
    });
    const byName = input.GroupNames?.flatMap((name) => {
      const groups = own(place).filter(({ groupName }) => groupName === name);
      if (groups.length === 0) throw notFound('securityGroup', name);
      return groups;
    });
    const groups = byId || byName ? new Set([...(byId ?? []), ...(byName ?? [])]) : own(place);
    const { page, NextToken } = listing([...groups], filters, input);
    return {
      NextToken,
      SecurityGroups: page.map((group) => ({
        GroupId: group.groupId,
        GroupName: group.groupName,
        Description: group.description,
        VpcId: group.vpcId,
        OwnerId: group.ownerId,
        SecurityGroupArn: place.arn('ec2', `security-group/${group.groupId}`),
        IpPermissions: permissions(place, group.ingress),
        IpPermissionsEgress: permissions(place, group.egress),
        Tags: [],
      })),
    };
  },
};

function own(place: Ec2Place): SecurityGroup[] {
  return [...place.ec2.securityGroups.values()].filter(({ ownerId }) => ownerId === place.accountId);
}

/** EC2 shows rules of the same protocol and ports as one permission. */
function permissions(place: Ec2Place, rules: SecurityGroupRule[]) {
  const groups = groupedBy(rules, ({ protocol, fromPort, toPort }) => `${protocol} ${fromPort} ${toPort}`);
  return [...groups.values()].map((alike) => ({
    IpProtocol: alike[0]!.protocol,
    FromPort: alike[0]!.fromPort,
    ToPort: alike[0]!.toPort,
    UserIdGroupPairs: alike
      .filter(({ groupId }) => groupId !== undefined)
      .map(({ groupId }) => ({ GroupId: groupId, UserId: place.accountId })),
    IpRanges: alike.filter(({ cidr }) => cidr !== undefined).map(({ cidr }) => ({ CidrIp: cidr })),
    Ipv6Ranges: [],
    PrefixListIds: alike.filter(({ prefixList }) => prefixList !== undefined).map(({ prefixList }) => ({ PrefixListId: prefixList })),
  }));
}
