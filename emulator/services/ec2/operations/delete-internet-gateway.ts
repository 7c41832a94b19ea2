import type { Operation } from '../../../service/service.ts';
import { onEc2 } from '../asks.ts';
import { deleteInternetGateway as remove } from '../internet-gateways.ts';
import type { Ec2Place } from '../state.ts';

/** @throws AwsError InvalidInternetGatewayID.NotFound, DependencyViolation */
export const deleteInternetGateway: Operation<{ InternetGatewayId: string }, Ec2Place> = {
  resources: ({ InternetGatewayId }, place) => [onEc2(place, 'internet-gateway', InternetGatewayId)],
  run({ InternetGatewayId }, { place }) {
    remove(place.ec2, InternetGatewayId);
    return {};
  },
};
