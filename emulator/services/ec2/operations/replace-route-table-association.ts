import type { Operation } from '../../../service/service.ts';
import { onAssociation, onEc2 } from '../asks.ts';
import { reassociate } from '../route-tables.ts';
import type { Ec2Place } from '../state.ts';

interface Input {
  AssociationId: string;
  RouteTableId: string;
}

/** @throws AwsError InvalidAssociationID.NotFound, InvalidRouteTableID.NotFound, InvalidParameterValue */
export const replaceRouteTableAssociation: Operation<Input, Ec2Place> = {
  resources: ({ AssociationId, RouteTableId }, place) => {
    const [, ...subnets] = onAssociation(place, AssociationId);
    return [onEc2(place, 'route-table', RouteTableId), ...subnets];
  },
  run({ AssociationId, RouteTableId }, { place }) {
    const { associationId } = reassociate(place.ec2, AssociationId, RouteTableId);
    return { NewAssociationId: associationId, AssociationState: { State: 'associated' } };
  },
};
