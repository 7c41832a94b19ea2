import type { Operation } from '../../../service/service.ts';
import { availabilityZones } from '../availability-zones.ts';
import { type EndpointService, endpointService, endpointServices, privateName, serviceName } from '../endpoint-services.ts';
import { type FilterValues, listing, type Request } from '../listing.ts';
import type { Ec2Place } from '../state.ts';

type Offer = Pick<EndpointService, 'service'> & { type: EndpointService['types'][number] };

/** Those of AWS. One that has both types is shown once for each. @throws AwsError InvalidServiceName */
export const describeVpcEndpointServices: Operation<Request & { ServiceNames?: string[]; ServiceRegions?: string[] }, Ec2Place> = {
  ignores: ['ServiceRegions'],
  run(input, { place }) {
    const filters: FilterValues<Offer> = {
      'service-name': ({ service }) => [serviceName(place, service)],
      'service-type': ({ type }) => [type],
      owner: () => ['amazon'],
      'service-region': () => [place.region],
      'supported-ip-address-types': () => ['ipv4'],
    };
    const services = input.ServiceNames?.map((name) => endpointService(place, name)) ?? endpointServices;
    const offers = services.flatMap(({ service, types }) => types.map((type): Offer => ({ service, type })));
    const { page, NextToken } = listing(offers, filters, input);
    return {
      NextToken,
      ServiceNames: [...new Set(page.map(({ service }) => serviceName(place, service)))],
      ServiceDetails: page.map((offer) => described(place, offer)),
    };
  },
};

function described(place: Ec2Place, { service, type }: Offer) {
  const name = privateName(place, service);
  return {
    ServiceName: serviceName(place, service),
    ServiceId: `vpce-svc-${place.random.hex(17, 'endpoint-service', service, type)}`,
    ServiceType: [{ ServiceType: type }],
    ServiceRegion: place.region,
    AvailabilityZones: availabilityZones(place.region),
    Owner: 'amazon',
    BaseEndpointDnsNames: type === 'Gateway' ? [name] : [`${service}.${place.region}.vpce.amazonaws.com`],
    ...(type === 'Interface' && {
      PrivateDnsName: name,
      PrivateDnsNames: [{ PrivateDnsName: name }],
      PrivateDnsNameVerificationState: 'verified',
    }),
    VpcEndpointPolicySupported: true,
    AcceptanceRequired: false,
    ManagesVpcEndpoints: false,
    SupportedIpAddressTypes: ['ipv4'],
    Tags: [],
  };
}
