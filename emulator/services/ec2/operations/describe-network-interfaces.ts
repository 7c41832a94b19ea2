import type { Operation } from '../../../service/service.ts';
import { zoneId } from '../availability-zones.ts';
import { groupsOf } from '../group-identifiers.ts';
import { type FilterValues, listing, type Request } from '../listing.ts';
import type { NetworkInterface } from '../network.ts';
import { notFound } from '../not-found.ts';
import type { Ec2Place } from '../state.ts';

const filters: FilterValues<NetworkInterface> = {
  'network-interface-id': ({ eniId }) => [eniId],
  'subnet-id': ({ subnetId }) => [subnetId],
  'vpc-id': ({ vpcId }) => [vpcId],
  'availability-zone': ({ availabilityZone }) => [availabilityZone],
  'private-ip-address': ({ ip }) => [ip],
  'addresses.private-ip-address': ({ ip }) => [ip],
  'group-id': ({ groupIds }) => groupIds,
  description: ({ description }) => [description],
  'interface-type': ({ type }) => [type],
  status: () => ['in-use'],
};

/** @throws AwsError InvalidNetworkInterfaceID.NotFound */
export const describeNetworkInterfaces: Operation<Request & { NetworkInterfaceIds?: string[] }, Ec2Place> = {
  refuses: ['IncludeManagedResources'],
  run(input, { place }) {
    const interfaces = input.NetworkInterfaceIds?.map((id) => {
      const eni = place.ec2.networkInterfaces.get(id);
      if (!eni) throw notFound('networkInterface', id);
      return eni;
    });
    const { page, NextToken } = listing(interfaces ?? [...place.ec2.networkInterfaces.values()], filters, input);
    return {
      NextToken,
      NetworkInterfaces: page.map((eni) => ({
        NetworkInterfaceId: eni.eniId,
        AvailabilityZone: eni.availabilityZone,
        AvailabilityZoneId: zoneId(eni.availabilityZone),
        SubnetId: eni.subnetId,
        VpcId: eni.vpcId,
        OwnerId: place.accountId,
        Description: eni.description,
        Groups: groupsOf(place, eni),
        InterfaceType: eni.type,
        MacAddress: `02:${place.random.hex(10, 'mac', eni.eniId).match(/../g)!.join(':')}`,
        PrivateIpAddress: eni.ip,
        PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: eni.ip }],
        SourceDestCheck: true,
        Status: 'in-use',
        TagSet: [],
      })),
    };
  },
};
