import type { NetworkInterface } from './network.ts';
import type { Ec2Place } from './state.ts';

/** The groups of an interface, as EC2 shows them. */
export function groupsOf({ ec2 }: Ec2Place, { groupIds }: NetworkInterface) {
  return groupIds.map((id) => ({ GroupId: id, GroupName: ec2.securityGroup(id)?.groupName }));
}
