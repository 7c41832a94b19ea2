import type { Address } from '../network.ts';
import type { Ec2Place } from '../state.ts';

/** What EC2 tells of an Elastic IP address from its allocation on. */
export function describedAllocation(place: Ec2Place, { allocationId, publicIp }: Address) {
  return {
    AllocationId: allocationId,
    PublicIp: publicIp,
    Domain: 'vpc',
    PublicIpv4Pool: 'amazon',
    NetworkBorderGroup: place.region,
  };
}

/** An Elastic IP address as EC2 shows it, with the interface that has it. */
export function describedAddress(place: Ec2Place, address: Address) {
  const { allocationId, association } = address;
  return {
    ...describedAllocation(place, address),
    ...(association && {
      AssociationId: association.associationId,
      NetworkInterfaceId: association.interfaceId,
      NetworkInterfaceOwnerId: place.accountId,
      PrivateIpAddress: association.privateIp,
    }),
    Tags: place.ec2.tags.shown(allocationId),
  };
}
