import type { Operation } from '../../../service/service.ts';
import { onEc2 } from '../asks.ts';
import { detach } from '../internet-gateways.ts';
import type { Ec2Place } from '../state.ts';

interface Input {
  InternetGatewayId: string;
  VpcId: string;
}

/** @throws AwsError InvalidInternetGatewayID.NotFound, Gateway.NotAttached, DependencyViolation */
export const detachInternetGateway: Operation<Input, Ec2Place> = {
  resources: ({ InternetGatewayId, VpcId }, place) => [onEc2(place, 'internet-gateway', InternetGatewayId), onEc2(place, 'vpc', VpcId)],
  run({ InternetGatewayId, VpcId }, { place }) {
    detach(place.ec2, InternetGatewayId, VpcId);
    return {};
  },
};
