import type { Operation } from '../../../service/service.ts';
import { allocate } from '../addresses.ts';
import { creation } from '../asks.ts';
import { describedAllocation } from '../descriptions/address.ts';
import { notEmulatedValue } from '../refusals.ts';
import type { Ec2Place } from '../state.ts';
import { specifiedTags, type TagSpecification } from '../tags.ts';

interface Input {
  Domain?: string;
  NetworkBorderGroup?: string;
  TagSpecifications?: TagSpecification[];
}

/** @throws AwsError AddressLimitExceeded */
export const allocateAddress: Operation<Input, Ec2Place> = {
  refuses: ['Address', 'PublicIpv4Pool', 'CustomerOwnedIpv4Pool', 'IpamPoolId'],
  asks: creation('AllocateAddress', 'elastic-ip'),
  run({ Domain = 'vpc', NetworkBorderGroup, TagSpecifications }, { place }) {
    if (Domain !== 'vpc') throw notEmulatedValue(`Domain ${Domain}`, 'AllocateAddress');
    if (NetworkBorderGroup !== undefined && NetworkBorderGroup !== place.region)
      throw notEmulatedValue('NetworkBorderGroup', 'AllocateAddress');
    const tags = specifiedTags('elastic-ip', TagSpecifications);
    const address = allocate(place.ec2);
    place.ec2.tags.add(address.allocationId, tags);
    return describedAllocation(place, address);
  },
};
