import type { Operation } from '../../../service/service.ts';
import { onEc2 } from '../asks.ts';
import { removeEntry, requireAcl } from '../network-acls.ts';
import type { Ec2Place } from '../state.ts';

interface Input {
  NetworkAclId: string;
  RuleNumber: number;
  Egress: boolean;
}

/** @throws AwsError InvalidNetworkAclID.NotFound, InvalidNetworkAclEntry.NotFound */
export const deleteNetworkAclEntry: Operation<Input, Ec2Place> = {
  resources: ({ NetworkAclId }, place) => [onEc2(place, 'network-acl', NetworkAclId)],
  run({ NetworkAclId, RuleNumber, Egress }, { place }) {
    removeEntry(requireAcl(place.ec2, NetworkAclId), RuleNumber, Egress);
    return {};
  },
};
