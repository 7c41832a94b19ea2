import type { Operation } from '../../../service/service.ts';
import { onEc2 } from '../asks.ts';
import { deleteNatGateway as remove } from '../nat-gateways.ts';
import type { Ec2Place } from '../state.ts';

/** Its address is free again, and its subnet can be deleted, once it is deleted. @throws AwsError NatGatewayNotFound */
export const deleteNatGateway: Operation<{ NatGatewayId: string }, Ec2Place> = {
  resources: ({ NatGatewayId }, place) => [onEc2(place, 'natgateway', NatGatewayId)],
  run({ NatGatewayId }, { place }) {
    remove(place.ec2, NatGatewayId);
    return { NatGatewayId };
  },
};
