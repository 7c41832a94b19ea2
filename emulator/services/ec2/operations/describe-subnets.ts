import type { Operation } from '../../../service/service.ts';
import { zoneId } from '../availability-zones.ts';
import { type FilterValues, listing, named, type Request } from '../listing.ts';
import type { Subnet } from '../network.ts';
import { notFound } from '../not-found.ts';
import type { Ec2Place } from '../state.ts';

const filters: FilterValues<Subnet> = {
  'subnet-id': ({ subnetId }) => [subnetId],
  'vpc-id': ({ vpcId }) => [vpcId],
  'availability-zone': ({ availabilityZone }) => [availabilityZone],
  availabilityZone: ({ availabilityZone }) => [availabilityZone],
  'availability-zone-id': ({ availabilityZone }) => [zoneId(availabilityZone)],
  'cidr-block': ({ cidr }) => [cidr],
  'available-ip-address-count': ({ freeAddresses }) => [String(freeAddresses)],
  'map-public-ip-on-launch': () => ['false'],
  'default-for-az': () => ['false'],
  state: () => ['available'],
};

/** @throws AwsError InvalidSubnetID.NotFound */
export const describeSubnets: Operation<Request & { SubnetIds?: string[] }, Ec2Place> = {
  run(input, { place }) {
    for (const id of named(input, 'subnet-id')) place.ec2.subnet(id);
    const subnets = input.SubnetIds?.map((id) => {
      const subnet = place.ec2.subnet(id);
      if (!subnet) throw notFound('subnet', id);
      return subnet;
    });
    const { page, NextToken } = listing(subnets ?? [...place.ec2.subnets.values()], filters, input);
    return {
      NextToken,
      Subnets: page.map((subnet) => ({
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
        MapPublicIpOnLaunch: false,
        AssignIpv6AddressOnCreation: false,
        Ipv6CidrBlockAssociationSet: [],
        Tags: [],
      })),
    };
  },
};
