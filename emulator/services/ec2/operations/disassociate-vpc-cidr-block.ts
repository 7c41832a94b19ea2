import type { Operation } from '../../../service/service.ts';
import { onEc2 } from '../asks.ts';
import { describedRange } from '../descriptions/vpc.ts';
import type { Ec2Place } from '../state.ts';
import { removeRange } from '../vpcs.ts';

/** @throws AwsError InvalidVpcCidrBlockAssociationID.NotFound, OperationNotPermitted, InvalidCidrBlock.InUse */
export const disassociateVpcCidrBlock: Operation<{ AssociationId: string }, Ec2Place> = {
  resources: ({ AssociationId }, place) => {
    const vpc = [...place.ec2.vpcs.values()].find(({ ranges }) => ranges.some((range) => range.associationId === AssociationId));
    return [onEc2(place, 'vpc', vpc?.vpcId)];
  },
  run({ AssociationId }, { place }) {
    const { vpcId, range } = removeRange(place.ec2, AssociationId);
    return { VpcId: vpcId, CidrBlockAssociation: describedRange(range, 'disassociating') };
  },
};
