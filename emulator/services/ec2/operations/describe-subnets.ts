import type { Operation } from '../../../service/service.ts';
import { zoneId } from '../availability-zones.ts';
import { describedSubnet } from '../descriptions/subnet.ts';
import { type FilterValues, listing, named, type Request } from '../listing.ts';
import type { Subnet } from '../network.ts';
import type { Ec2Place } from '../state.ts';

/** @throws AwsError InvalidSubnetID.NotFound */
export const describeSubnets: Operation<Request & { SubnetIds?: string[] }, Ec2Place> = {
  run(input, { place }) {
    const { ec2 } = place;
    const filters: FilterValues<Subnet> = {
      'subnet-id': ({ subnetId }) => [subnetId],
      'subnet-arn': ({ subnetId }) => [place.arn('ec2', `subnet/${subnetId}`)],
      'vpc-id': ({ vpcId }) => [vpcId],
      'owner-id': ({ vpcId }) => [ec2.vpc(vpcId)?.ownerId],
      'availability-zone': ({ availabilityZone }) => [availabilityZone],
      availabilityZone: ({ availabilityZone }) => [availabilityZone],
      'availability-zone-id': ({ availabilityZone }) => [zoneId(availabilityZone)],
      availabilityZoneId: ({ availabilityZone }) => [zoneId(availabilityZone)],
      'cidr-block': ({ cidr }) => [cidr],
      cidr: ({ cidr }) => [cidr],
      cidrBlock: ({ cidr }) => [cidr],
      'available-ip-address-count': ({ freeAddresses }) => [String(freeAddresses)],
      'map-public-ip-on-launch': ({ mapPublicIpOnLaunch }) => [String(mapPublicIpOnLaunch)],
      'default-for-az': () => ['false'],
      defaultForAz: () => ['false'],
      state: () => ['available'],
    };
    for (const id of named(input, 'subnet-id')) ec2.subnet(id);
    const subnets = input.SubnetIds?.map((id) => ec2.requireSubnet(id));
    const { page, NextToken } = listing(subnets ?? [...ec2.subnets.values()], filters, input, ({ subnetId }) => ec2.tags.of(subnetId));
    return { NextToken, Subnets: page.map((subnet) => describedSubnet(place, subnet)) };
  },
};
