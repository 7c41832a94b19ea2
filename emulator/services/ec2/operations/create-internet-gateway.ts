import type { Operation } from '../../../service/service.ts';
import { creation } from '../asks.ts';
import { describedInternetGateway } from '../descriptions/internet-gateway.ts';
import { createInternetGateway as create } from '../internet-gateways.ts';
import type { Ec2Place } from '../state.ts';
import { specifiedTags, type TagSpecification } from '../tags.ts';

/** @throws AwsError InternetGatewayLimitExceeded */
export const createInternetGateway: Operation<{ TagSpecifications?: TagSpecification[] }, Ec2Place> = {
  asks: creation('CreateInternetGateway', 'internet-gateway'),
  run({ TagSpecifications }, { place }) {
    const tags = specifiedTags('internet-gateway', TagSpecifications);
    const gateway = create(place.ec2);
    place.ec2.tags.add(gateway.gatewayId, tags);
    return { InternetGateway: describedInternetGateway(place, gateway) };
  },
};
