import type { Operation } from '../../../service/service.ts';
import { onEc2 } from '../asks.ts';
import { associationOf, giveAcl } from '../network-acls.ts';
import type { Ec2Place } from '../state.ts';

interface Input {
  AssociationId: string;
  NetworkAclId: string;
}

/** @throws AwsError InvalidAssociationID.NotFound, InvalidNetworkAclID.NotFound, InvalidParameterValue */
export const replaceNetworkAclAssociation: Operation<Input, Ec2Place> = {
  resources: ({ AssociationId, NetworkAclId }, place) => {
    const subnet = [...place.ec2.subnets.values()].find((one) => associationOf(place.ec2, one) === AssociationId);
    return [onEc2(place, 'network-acl', NetworkAclId), onEc2(place, 'subnet', subnet?.subnetId)];
  },
  run({ AssociationId, NetworkAclId }, { place }) {
    return { NewAssociationId: giveAcl(place.ec2, AssociationId, NetworkAclId) };
  },
};
