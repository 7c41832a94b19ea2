import type { Operation } from '../../../service/service.ts';
import { onEc2 } from '../asks.ts';
import { type Destination, destinationOf, deleteRoute as remove } from '../routes.ts';
import type { Ec2Place } from '../state.ts';
import { ownVpc } from '../vpcs.ts';

/** @throws AwsError InvalidRouteTableID.NotFound, MissingParameter, InvalidRoute.NotFound, InvalidParameterValue */
export const deleteRoute: Operation<{ RouteTableId: string } & Destination, Ec2Place> = {
  resources: ({ RouteTableId }, place) => [onEc2(place, 'route-table', RouteTableId)],
  run(input, { place: { ec2 } }) {
    const table = ec2.requireRouteTable(input.RouteTableId);
    ownVpc(ec2, table.vpcId);
    remove(table, destinationOf(ec2, input));
    return {};
  },
};
