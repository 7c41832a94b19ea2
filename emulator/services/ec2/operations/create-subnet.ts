import type { Operation } from '../../../service/service.ts';
import { creation, onEc2 } from '../asks.ts';
import { describedSubnet } from '../descriptions/subnet.ts';
import { missingParameter } from '../refusals.ts';
import type { Ec2Place } from '../state.ts';
import { createSubnet as create } from '../subnets.ts';
import { specifiedTags, type TagSpecification } from '../tags.ts';

interface Input {
  VpcId: string;
  CidrBlock?: string;
  AvailabilityZone?: string;
  AvailabilityZoneId?: string;
  Ipv6Native?: boolean;
  TagSpecifications?: TagSpecification[];
}

/** @throws AwsError MissingParameter, InvalidVpcID.NotFound, InvalidParameterValue, InvalidSubnet.Range, InvalidSubnet.Conflict, SubnetLimitExceeded */
export const createSubnet: Operation<Input, Ec2Place> = {
  refuses: ['Ipv6CidrBlock', 'OutpostArn', 'Ipv4IpamPoolId', 'Ipv4NetmaskLength', 'Ipv6IpamPoolId', 'Ipv6NetmaskLength'],
  asks: creation('CreateSubnet', 'subnet', ({ VpcId }: Input, place) => [onEc2(place, 'vpc', VpcId)]),
  run({ VpcId, CidrBlock, AvailabilityZone, AvailabilityZoneId, Ipv6Native, TagSpecifications }, { place }) {
    if (Ipv6Native) throw missingParameter("Either 'ipv6CidrBlock' or 'ipv6IpamPoolId' should be provided.");
    if (CidrBlock === undefined) throw missingParameter("Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided.");
    const tags = specifiedTags('subnet', TagSpecifications);
    const subnet = create(place.ec2, { vpcId: VpcId, cidr: CidrBlock, zone: AvailabilityZone, zoneId: AvailabilityZoneId });
    place.ec2.tags.add(subnet.subnetId, tags);
    return { Subnet: describedSubnet(place, subnet) };
  },
};
