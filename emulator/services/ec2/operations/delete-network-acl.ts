import type { Operation } from '../../../service/service.ts';
import { onEc2 } from '../asks.ts';
import { deleteAcl } from '../network-acls.ts';
import type { Ec2Place } from '../state.ts';

/** @throws AwsError InvalidNetworkAclID.NotFound, InvalidParameterValue, DependencyViolation */
export const deleteNetworkAcl: Operation<{ NetworkAclId: string }, Ec2Place> = {
  resources: ({ NetworkAclId }, place) => [onEc2(place, 'network-acl', NetworkAclId)],
  run({ NetworkAclId }, { place }) {
    deleteAcl(place.ec2, NetworkAclId);
    return {};
  },
};
