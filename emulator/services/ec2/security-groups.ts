import { AwsError } from '../../kernel/aws-error.ts';
import type { Inventory } from './inventory.ts';
import type { SecurityGroup, SecurityGroupRule } from './network.ts';
import { newGroup } from './new-group.ts';

export interface WantedGroup {
  groupName: string;
  description: string;
  vpcId: string;
  ingress: SecurityGroupRule[];
  egress: SecurityGroupRule[];
}

/** EC2's own quota of groups in a region. */
const mostGroups = 2500;

/**
 * Creates a group. A rule's `groupId: 'self'` is the new group's.
 *
 * @throws AwsError InvalidVpcID.NotFound, InvalidGroup.Duplicate, SecurityGroupLimitExceeded
 */
export function createSecurityGroup(inventory: Inventory, wanted: WantedGroup): SecurityGroup {
  const { groupName, vpcId } = wanted;
  inventory.requireVpc(vpcId);
  for (const other of inventory.securityGroups.values()) {
    if (other.vpcId === vpcId && other.groupName === groupName)
      throw new AwsError('InvalidGroup.Duplicate', `The security group '${groupName}' already exists for VPC '${vpcId}'`);
  }
  if (inventory.securityGroups.size >= mostGroups)
    throw new AwsError('SecurityGroupLimitExceeded', 'The maximum number of security groups for this account has been reached.');
  return addGroup(inventory, wanted);
}

/** The group that each VPC has from its creation on: whoever has it reaches whoever has it, and everything else. */
export function createDefaultGroup(inventory: Inventory, vpcId: string): SecurityGroup {
  return addGroup(inventory, { vpcId, ...ofDefaultGroup });
}

export const ofDefaultGroup = {
  groupName: 'default',
  description: 'default VPC security group',
  ingress: [{ protocol: '-1', groupId: 'self' }],
  egress: [{ protocol: '-1', cidr: '0.0.0.0/0' }],
} satisfies Omit<WantedGroup, 'vpcId'>;

function addGroup(inventory: Inventory, wanted: WantedGroup): SecurityGroup {
  const { place, securityGroups } = inventory;
  const { vpcId, groupName } = wanted;
  const ordinal = inventory.ordinal('group', vpcId, groupName);
  const groupId = `sg-${place.random.hex(17, 'security-group', vpcId, groupName, ordinal)}`;
  const group = newGroup(place, { ...wanted, groupId, ownerId: place.accountId });
  securityGroups.set(groupId, group);
  return group;
}

/** Whether some interface or endpoint has a group, or a rule of another group names it. */
export function isNeeded({ networkInterfaces, endpoints, securityGroups }: Inventory, groupId: string): boolean {
  const named = ({ groupId: own, ingress, egress }: SecurityGroup) =>
    own !== groupId && [...ingress, ...egress].some((rule) => rule.groupId === groupId);
  return (
    [...networkInterfaces.values()].some(({ groupIds }) => groupIds.includes(groupId)) ||
    [...endpoints.values()].some(({ securityGroupIds }) => securityGroupIds.includes(groupId)) ||
    [...securityGroups.values()].some(named)
  );
}

/** @throws AwsError InvalidGroup.NotFound, CannotDelete for a VPC's default group, DependencyViolation */
export function deleteSecurityGroup(inventory: Inventory, id: string): void {
  const { groupName } = inventory.requireGroup(id);
  if (groupName === 'default')
    throw new AwsError('CannotDelete', `the specified group: "${id}" name: "default" cannot be deleted by a user`);
  if (isNeeded(inventory, id)) throw new AwsError('DependencyViolation', `resource ${id} has a dependent object`);
  removeGroup(inventory, id);
}

/** Whatever it is: a default group goes with its VPC. */
export function removeGroup(inventory: Inventory, id: string): void {
  const { ingress, egress } = inventory.securityGroups.get(id)!;
  for (const { ruleId } of [...ingress, ...egress]) inventory.forget(ruleId);
  inventory.securityGroups.delete(id);
  inventory.forget(id);
}
