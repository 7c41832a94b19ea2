import type { Operation } from '../../../service/service.ts';
import { describedNatGateway } from '../descriptions/nat-gateway.ts';
import { type FilterValues, listing, type Request } from '../listing.ts';
import type { NatGateway } from '../network.ts';
import type { Ec2Place } from '../state.ts';

const filters: FilterValues<NatGateway> = {
  'nat-gateway-id': ({ gatewayId }) => [gatewayId],
  'subnet-id': ({ subnetId }) => [subnetId],
  'vpc-id': ({ vpcId }) => [vpcId],
  state: ({ state }) => [state],
};

type Input = Omit<Request, 'Filters'> & { Filter?: Request['Filters']; NatGatewayIds?: string[] };

/** Those that were created: of declared ones the routes are known alone. @throws AwsError NatGatewayNotFound */
export const describeNatGateways: Operation<Input, Ec2Place> = {
  run({ Filter, ...input }, { place }) {
    const { ec2 } = place;
    const gateways = input.NatGatewayIds?.map((id) => ec2.requireNatGateway(id));
    const all = gateways ?? [...ec2.natGateways.values()];
    const { page, NextToken } = listing(all, filters, { ...input, Filters: Filter }, ({ gatewayId }) => ec2.tags.of(gatewayId));
    return { NextToken, NatGateways: page.map((gateway) => describedNatGateway(place, gateway)) };
  },
};
