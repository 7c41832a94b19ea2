import type { Operation } from '../../../service/service.ts';
import { disassociateAddress as disassociate } from '../addresses.ts';
import { onEc2 } from '../asks.ts';
import { missingParameter } from '../refusals.ts';
import type { Ec2Place } from '../state.ts';

/** Terraform asks for it whenever an address was in use. @throws AwsError MissingParameter, InvalidAssociationID.NotFound, OperationNotPermitted */
export const disassociateAddress: Operation<{ AssociationId?: string }, Ec2Place> = {
  refuses: ['PublicIp'], // it was for EC2-Classic
  resources: ({ AssociationId }, place) => {
    const held = [...place.ec2.addresses.values()].find(({ association }) => association && association.associationId === AssociationId);
    return [onEc2(place, 'elastic-ip', held?.allocationId)];
  },
  run({ AssociationId }, { place }) {
    if (AssociationId === undefined) throw missingParameter('Either public IP or association id must be specified');
    return disassociate(place.ec2, AssociationId);
  },
};
