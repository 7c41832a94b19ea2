import type { Operation } from '../../../service/service.ts';
import { onEc2 } from '../asks.ts';
import { missingParameter } from '../refusals.ts';
import { associate } from '../route-tables.ts';
import type { Ec2Place } from '../state.ts';

interface Input {
  RouteTableId: string;
  SubnetId?: string;
}

/** With a subnet; gateways have no tables here. @throws AwsError InvalidRouteTableID.NotFound, InvalidSubnetID.NotFound, InvalidParameterValue, Resource.AlreadyAssociated */
export const associateRouteTable: Operation<Input, Ec2Place> = {
  refuses: ['GatewayId', 'PublicIpv4Pool'],
  resources: ({ RouteTableId, SubnetId }, place) => [
    onEc2(place, 'route-table', RouteTableId),
    ...(SubnetId === undefined ? [] : [onEc2(place, 'subnet', SubnetId)]),
  ],
  run({ RouteTableId, SubnetId }, { place }) {
    if (SubnetId === undefined) throw missingParameter("Either 'subnetId' or 'gatewayId' should be provided.");
    const { associationId } = associate(place.ec2, RouteTableId, SubnetId);
    return { AssociationId: associationId, AssociationState: { State: 'associated' } };
  },
};
