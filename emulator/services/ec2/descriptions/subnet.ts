import { zoneId } from '../availability-zones.ts';
import type { Subnet } from '../network.ts';
import type { Ec2Place } from '../state.ts';

/** A subnet as EC2 shows it. */
export function describedSubnet(place: Ec2Place, subnet: Subnet) {
  const { names } = subnet;
  return {
    SubnetId: subnet.subnetId,
    SubnetArn: place.arn('ec2', `subnet/${subnet.subnetId}`),
    VpcId: subnet.vpcId,
    OwnerId: place.ec2.vpc(subnet.vpcId)!.ownerId,
    State: 'available',
    CidrBlock: subnet.cidr,
    AvailabilityZone: subnet.availabilityZone,
    AvailabilityZoneId: zoneId(subnet.availabilityZone),
    AvailableIpAddressCount: subnet.freeAddresses,
    DefaultForAz: false,
    MapPublicIpOnLaunch: subnet.mapPublicIpOnLaunch,
    MapCustomerOwnedIpOnLaunch: false,
    AssignIpv6AddressOnCreation: false,
    Ipv6CidrBlockAssociationSet: [],
    EnableDns64: false,
    Ipv6Native: false,
    PrivateDnsNameOptionsOnLaunch: {
      HostnameType: names.type,
      EnableResourceNameDnsARecord: names.a,
      EnableResourceNameDnsAAAARecord: names.aaaa,
    },
    Tags: place.ec2.tags.shown(subnet.subnetId),
  };
}
