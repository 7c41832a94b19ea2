import type { Call } from '../api/service.ts';
import { type FilterValues, listing, type Request } from './listing.ts';
import { notFound } from './not-found.ts';
import { type VpcEndpoint, vpcEndpoints } from './vpc-endpoint.ts';

const filters: FilterValues<VpcEndpoint> = {
  'vpc-endpoint-id': ({ endpointId }) => [endpointId],
  'vpc-id': ({ vpcId }) => [vpcId],
  'service-name': ({ serviceName }) => [serviceName],
  'vpc-endpoint-type': ({ type }) => [type],
  'vpc-endpoint-state': () => ['available'],
};

/** @throws AwsError InvalidVpcEndpointId.NotFound */
export function describeVpcEndpoints(input: Request & { VpcEndpointIds?: string[] }, { world }: Call) {
  const all = vpcEndpoints(world);
  const endpoints = input.VpcEndpointIds?.map((id) => {
    const endpoint = all.find(({ endpointId }) => endpointId === id);
    if (!endpoint) throw notFound('vpcEndpoint', id);
    return endpoint;
  });
  const { page, NextToken } = listing(endpoints ?? all, filters, input);
  return {
    NextToken,
    VpcEndpoints: page.map((endpoint) => ({
      VpcEndpointId: endpoint.endpointId,
      VpcEndpointType: endpoint.type,
      VpcId: endpoint.vpcId,
      ServiceName: endpoint.serviceName,
      State: 'available',
      OwnerId: world.accountId,
      PrivateDnsEnabled: endpoint.type === 'Interface',
      RouteTableIds: endpoint.routeTableIds,
      SubnetIds: endpoint.subnetIds,
      NetworkInterfaceIds: [],
      Groups: [],
      Tags: [],
    })),
  };
}
