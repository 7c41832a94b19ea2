import type { Operation } from '../../../service/service.ts';
import { onAssociation } from '../asks.ts';
import { disassociate } from '../route-tables.ts';
import type { Ec2Place } from '../state.ts';

/** @throws AwsError InvalidAssociationID.NotFound, InvalidParameterValue */
export const disassociateRouteTable: Operation<{ AssociationId: string }, Ec2Place> = {
  resources: ({ AssociationId }, place) => onAssociation(place, AssociationId),
  run({ AssociationId }, { place }) {
    disassociate(place.ec2, AssociationId);
    return {};
  },
};
