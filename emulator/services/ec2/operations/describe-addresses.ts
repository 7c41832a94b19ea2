import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { describedAddress } from '../descriptions/address.ts';
import { type FilterValues, listing, type Request } from '../listing.ts';
import type { Address } from '../network.ts';
import type { Ec2Place } from '../state.ts';

/** @throws AwsError InvalidAllocationID.NotFound, InvalidAddress.NotFound */
export const describeAddresses: Operation<Request & { AllocationIds?: string[]; PublicIps?: string[] }, Ec2Place> = {
  run({ AllocationIds, PublicIps, ...input }, { place }) {
    const { ec2 } = place;
    const filters: FilterValues<Address> = {
      'allocation-id': ({ allocationId }) => [allocationId],
      'association-id': ({ association }) => [association?.associationId],
      'network-interface-id': ({ association }) => [association?.interfaceId],
      'private-ip-address': ({ association }) => [association?.privateIp],
      'public-ip': ({ publicIp }) => [publicIp],
      'network-border-group': () => [place.region],
      domain: () => ['vpc'],
    };
    for (const id of AllocationIds ?? []) ec2.requireAddress(id);
    const all = [...ec2.addresses.values()];
    const unknown = PublicIps?.find((ip) => !all.some(({ publicIp }) => publicIp === ip));
    if (unknown !== undefined) throw new AwsError('InvalidAddress.NotFound', `Address '${unknown}' not found.`);
    const named = all.filter(
      ({ allocationId, publicIp }) => (AllocationIds?.includes(allocationId) ?? true) && (PublicIps?.includes(publicIp) ?? true),
    );
    const { page } = listing(named, filters, input, ({ allocationId }) => ec2.tags.of(allocationId));
    return { Addresses: page.map((address) => describedAddress(place, address)) };
  },
};
