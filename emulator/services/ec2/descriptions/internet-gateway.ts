import type { InternetGateway } from '../network.ts';
import type { Ec2Place } from '../state.ts';

/** An internet gateway as EC2 shows it: attached, it is available. */
export function describedInternetGateway(place: Ec2Place, { gatewayId, vpcId }: InternetGateway) {
  return {
    InternetGatewayId: gatewayId,
    OwnerId: place.accountId,
    Attachments: vpcId === undefined ? [] : [{ VpcId: vpcId, State: 'available' }],
    Tags: place.ec2.tags.shown(gatewayId),
  };
}
