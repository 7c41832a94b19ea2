import { AwsError } from '../../kernel/aws-error.ts';
import { onEc2 } from './asks.ts';
import type { SecurityGroup } from './network.ts';
import { missingParameter } from './refusals.ts';
import type { Ec2Place } from './state.ts';

/** How requests name a group: by its id; names are for groups of a default VPC, of which there is none. */
export interface GroupName {
  GroupId?: string;
  GroupName?: string;
}

/** @throws AwsError MissingParameter, VPCIdNotSpecified */
export function namedGroupId({ GroupId, GroupName }: GroupName): string {
  if (GroupId !== undefined) return GroupId;
  if (GroupName === undefined) throw missingParameter('The request must contain the parameter groupName or groupId');
  throw new AwsError('VPCIdNotSpecified', 'No default VPC for this user. GroupName is only supported for EC2-Classic and default VPC.');
}

/** The group that a request is on, which this account has to own. @throws AwsError MissingParameter, VPCIdNotSpecified, InvalidGroup.NotFound */
export function namedGroup(input: GroupName, { ec2, accountId }: Ec2Place): SecurityGroup {
  const group = ec2.requireGroup(namedGroupId(input));
  if (group.ownerId !== accountId) throw new AwsError('InvalidGroup.NotFound', `The security group '${group.groupId}' does not exist`);
  return group;
}

/** Its ARN, for IAM. */
export function onGroup({ GroupId }: GroupName, place: Ec2Place): string[] {
  return [onEc2(place, 'security-group', GroupId)];
}
