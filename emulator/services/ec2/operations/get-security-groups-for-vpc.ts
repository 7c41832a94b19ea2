import type { Operation } from '../../../service/service.ts';
import { onEc2 } from '../asks.ts';
import { type FilterValues, listing, type Request } from '../listing.ts';
import type { SecurityGroup } from '../network.ts';
import type { Ec2Place } from '../state.ts';

const filters: FilterValues<SecurityGroup> = {
  'group-id': ({ groupId }) => [groupId],
  'group-name': ({ groupName }) => [groupName],
  description: ({ description }) => [description],
  'owner-id': ({ ownerId }) => [ownerId],
  'primary-vpc-id': ({ vpcId }) => [vpcId],
};

/** Those that may be given to what is in a VPC: its own. @throws AwsError InvalidVpcID.NotFound */
export const getSecurityGroupsForVpc: Operation<Request & { VpcId: string }, Ec2Place> = {
  resources: ({ VpcId }, place) => [onEc2(place, 'vpc', VpcId)],
  run({ VpcId, ...request }, { place }) {
    const { ec2, accountId } = place;
    ec2.requireVpc(VpcId);
    const groups = [...ec2.securityGroups.values()].filter(({ vpcId, ownerId }) => vpcId === VpcId && ownerId === accountId);
    const { page, NextToken } = listing(groups, filters, request, ({ groupId }) => ec2.tags.of(groupId));
    return {
      NextToken,
      SecurityGroupForVpcs: page.map((group) => ({
        GroupId: group.groupId,
        GroupName: group.groupName,
        Description: group.description,
        OwnerId: group.ownerId,
        PrimaryVpcId: group.vpcId,
        Tags: ec2.tags.shown(group.groupId),
      })),
    };
  },
};
