import type { Operation } from '../../../service/service.ts';
import { describedInternetGateway } from '../descriptions/internet-gateway.ts';
import { type FilterValues, listing, type Request } from '../listing.ts';
import type { InternetGateway } from '../network.ts';
import type { Ec2Place } from '../state.ts';

/** Those that were created: of declared ones the routes are known alone. @throws AwsError InvalidInternetGatewayID.NotFound */
export const describeInternetGateways: Operation<Request & { InternetGatewayIds?: string[] }, Ec2Place> = {
  run(input, { place }) {
    const { ec2 } = place;
    const filters: FilterValues<InternetGateway> = {
      'internet-gateway-id': ({ gatewayId }) => [gatewayId],
      'owner-id': () => [place.accountId],
      'attachment.vpc-id': ({ vpcId }) => [vpcId],
      'attachment.state': ({ vpcId }) => (vpcId === undefined ? [] : ['available']),
    };
    const gateways = input.InternetGatewayIds?.map((id) => ec2.requireInternetGateway(id));
    const all = gateways ?? [...ec2.internetGateways.values()];
    const { page, NextToken } = listing(all, filters, input, ({ gatewayId }) => ec2.tags.of(gatewayId));
    return { NextToken, InternetGateways: page.map((gateway) => describedInternetGateway(place, gateway)) };
  },
};
