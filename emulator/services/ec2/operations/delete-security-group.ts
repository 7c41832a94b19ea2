import type { Operation } from '../../../service/service.ts';
import { type GroupName, namedGroupId, onGroup } from '../named-group.ts';
import { deleteSecurityGroup as remove } from '../security-groups.ts';
import type { Ec2Place } from '../state.ts';

/** @throws AwsError MissingParameter, VPCIdNotSpecified, InvalidGroup.NotFound, CannotDelete, DependencyViolation */
export const deleteSecurityGroup: Operation<GroupName, Ec2Place> = {
  resources: onGroup,
  run(input, { place }) {
    const groupId = namedGroupId(input);
    remove(place.ec2, groupId);
    return { Return: true, GroupId: groupId };
  },
};
