import type { Operation } from '../../../service/service.ts';
import { onEc2 } from '../asks.ts';
import { deleteRouteTable as remove } from '../route-tables.ts';
import type { Ec2Place } from '../state.ts';

/** @throws AwsError InvalidRouteTableID.NotFound, DependencyViolation */
export const deleteRouteTable: Operation<{ RouteTableId: string }, Ec2Place> = {
  resources: ({ RouteTableId }, place) => [onEc2(place, 'route-table', RouteTableId)],
  run({ RouteTableId }, { place }) {
    remove(place.ec2, RouteTableId);
    return {};
  },
};
