import type { Vpc } from '../network.ts';
import { dhcpOptionsId } from '../network-ids.ts';
import type { Ec2Place } from '../state.ts';

/** A VPC as EC2 shows it. @param state `pending` in the answer of its creation */
export function describedVpc(place: Ec2Place, vpc: Vpc, state: 'available' | 'pending' = 'available') {
  return {
    VpcId: vpc.vpcId,
    OwnerId: vpc.ownerId,
    State: state,
    CidrBlock: vpc.ranges[0].cidr,
    CidrBlockAssociationSet: vpc.ranges.map((range) => describedRange(range, 'associated')),
    Ipv6CidrBlockAssociationSet: [],
    DhcpOptionsId: dhcpOptionsId(place),
    InstanceTenancy: vpc.tenancy,
    IsDefault: false,
    Tags: place.ec2.tags.shown(vpc.vpcId),
  };
}

export function describedRange({ associationId, cidr }: Vpc['ranges'][number], state: string) {
  return { AssociationId: associationId, CidrBlock: cidr, CidrBlockState: { State: state } };
}
