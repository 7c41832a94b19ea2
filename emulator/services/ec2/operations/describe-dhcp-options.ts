import type { Operation } from '../../../service/service.ts';
import { type FilterValues, listing, type Request } from '../listing.ts';
import { dhcpOptionsId } from '../network-ids.ts';
import { notFound } from '../not-found.ts';
import type { Ec2Place } from '../state.ts';

/** The one set that all VPCs of a region have: Amazon's DNS. @throws AwsError InvalidDhcpOptionID.NotFound */
export const describeDhcpOptions: Operation<Request & { DhcpOptionsIds?: string[] }, Ec2Place> = {
  run(input, { place }) {
    const filters: FilterValues<string> = {
      'dhcp-options-id': (id) => [id],
      'owner-id': () => [place.accountId],
      key: () => ['domain-name', 'domain-name-servers'],
    };
    const usual = dhcpOptionsId(place);
    const unknown = input.DhcpOptionsIds?.find((id) => id !== usual);
    if (unknown !== undefined) throw notFound('dhcpOptions', unknown);
    const { page, NextToken } = listing([usual], filters, input, (id) => place.ec2.tags.of(id));
    return {
      NextToken,
      DhcpOptions: page.map((id) => ({
        DhcpOptionsId: id,
        OwnerId: place.accountId,
        DhcpConfigurations: [
          { Key: 'domain-name', Values: [{ Value: domainName(place) }] },
          { Key: 'domain-name-servers', Values: [{ Value: 'AmazonProvidedDNS' }] },
        ],
        Tags: place.ec2.tags.shown(id),
      })),
    };
  },
};

function domainName({ region }: Ec2Place): string {
  return region === 'us-east-1' ? 'ec2.internal' : `${region}.compute.internal`;
}
