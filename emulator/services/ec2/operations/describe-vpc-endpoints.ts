import type { Operation } from '../../../service/service.ts';
import { describedEndpoint } from '../descriptions/vpc-endpoint.ts';
import { serviceName } from '../endpoint-services.ts';
import { type FilterValues, listing, type Request } from '../listing.ts';
import type { VpcEndpoint } from '../network.ts';
import { notFound } from '../not-found.ts';
import type { Ec2Place } from '../state.ts';

/**
 * Those of the account's own VPCs: the owner's, in a VPC that it shares, are not the participant's to see.
 *
 * @throws AwsError InvalidVpcEndpointId.NotFound
 */
export const describeVpcEndpoints: Operation<Request & { VpcEndpointIds?: string[] }, Ec2Place> = {
  run(input, { place }) {
    const { ec2 } = place;
    const filters: FilterValues<VpcEndpoint> = {
      'vpc-endpoint-id': ({ endpointId }) => [endpointId],
      'vpc-id': ({ vpcId }) => [vpcId],
      'service-name': ({ service }) => [serviceName(place, service)],
      'vpc-endpoint-type': ({ type }) => [type],
      'vpc-endpoint-state': ({ state }) => [state],
    };
    const all = [...ec2.endpoints.values()].filter(({ vpcId }) => ec2.vpc(vpcId)!.ownerId === place.accountId);
    const endpoints = input.VpcEndpointIds?.map((id) => {
      const endpoint = all.find(({ endpointId }) => endpointId === id);
      if (!endpoint) throw notFound('vpcEndpoint', id);
      return endpoint;
    });
    const { page, NextToken } = listing(endpoints ?? all, filters, input, ({ endpointId }) => ec2.tags.of(endpointId));
    return { NextToken, VpcEndpoints: page.map((endpoint) => describedEndpoint(place, endpoint)) };
  },
};
