import type { Operation } from '../../../service/service.ts';
import { onEc2 } from '../asks.ts';
import { type Destination, destinationOf, replaceRoute as replace, type Target, targetOf } from '../routes.ts';
import type { Ec2Place } from '../state.ts';
import { ownVpc } from '../vpcs.ts';

type Input = { RouteTableId: string } & Destination & Target;

/** @throws AwsError InvalidRouteTableID.NotFound, MissingParameter, InvalidParameterValue, …NotFound of the target */
export const replaceRoute: Operation<Input, Ec2Place> = {
  refuses: [
    'VpcEndpointId',
    'EgressOnlyInternetGatewayId',
    'LocalGatewayId',
    'CarrierGatewayId',
    'CoreNetworkArn',
    'OdbNetworkArn',
    'LocalTarget',
  ],
  resources: ({ RouteTableId }, place) => [onEc2(place, 'route-table', RouteTableId)],
  run(input, { place: { ec2 } }) {
    const table = ec2.requireRouteTable(input.RouteTableId);
    ownVpc(ec2, table.vpcId);
    replace(table, destinationOf(ec2, input), targetOf(ec2, table, input));
    return {};
  },
};
