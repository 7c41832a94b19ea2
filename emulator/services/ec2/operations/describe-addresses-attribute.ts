import type { Operation } from '../../../service/service.ts';
import { listing, type Request } from '../listing.ts';
import type { Ec2Place } from '../state.ts';

type Input = Omit<Request, 'Filters'> & { AllocationIds?: string[]; Attribute?: string };

/** Names that lead back from addresses, of which none is set. @throws AwsError InvalidAllocationID.NotFound */
export const describeAddressesAttribute: Operation<Input, Ec2Place> = {
  ignores: ['Attribute'], // there is one
  run(input, { place: { ec2 } }) {
    const addresses = input.AllocationIds?.map((id) => ec2.requireAddress(id)) ?? [...ec2.addresses.values()];
    const { page, NextToken } = listing(addresses, {}, input);
    return { NextToken, Addresses: page.map(({ allocationId, publicIp }) => ({ AllocationId: allocationId, PublicIp: publicIp })) };
  },
};
