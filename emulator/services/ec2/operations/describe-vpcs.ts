import type { Operation } from '../../../service/service.ts';
import { describedVpc } from '../descriptions/vpc.ts';
import { type FilterValues, listing, type Request } from '../listing.ts';
import { cidrsOf, type Vpc } from '../network.ts';
import { dhcpOptionsId } from '../network-ids.ts';
import type { Ec2Place } from '../state.ts';

/** @throws AwsError InvalidVpcID.NotFound */
export const describeVpcs: Operation<Request & { VpcIds?: string[] }, Ec2Place> = {
  run(input, { place }) {
    const { ec2 } = place;
    const filters: FilterValues<Vpc> = {
      'vpc-id': ({ vpcId }) => [vpcId],
      'owner-id': ({ ownerId }) => [ownerId],
      cidr: ({ ranges }) => [ranges[0].cidr],
      'cidr-block-association.cidr-block': cidrsOf,
      'cidr-block-association.association-id': ({ ranges }) => ranges.map(({ associationId }) => associationId),
      'cidr-block-association.state': () => ['associated'],
      'dhcp-options-id': () => [dhcpOptionsId(place)],
      'is-default': () => ['false'],
      isDefault: () => ['false'], // as Terraform asks
      state: () => ['available'],
    };
    const vpcs = input.VpcIds?.map((id) => ec2.requireVpc(id));
    const { page, NextToken } = listing(vpcs ?? [...ec2.vpcs.values()], filters, input, ({ vpcId }) => ec2.tags.of(vpcId));
    return { NextToken, Vpcs: page.map((vpc) => describedVpc(place, vpc)) };
  },
};
