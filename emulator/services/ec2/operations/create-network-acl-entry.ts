import type { Operation } from '../../../service/service.ts';
import { readEntry, type WantedEntry } from '../acl-entries.ts';
import { onEc2 } from '../asks.ts';
import { addEntry, requireAcl } from '../network-acls.ts';
import type { Ec2Place } from '../state.ts';

/** @throws AwsError InvalidNetworkAclID.NotFound, InvalidParameterValue, MissingParameter, NetworkAclEntryAlreadyExists, NetworkAclEntryLimitExceeded */
export const createNetworkAclEntry: Operation<WantedEntry & { NetworkAclId: string }, Ec2Place> = {
  resources: ({ NetworkAclId }, place) => [onEc2(place, 'network-acl', NetworkAclId)],
  run({ NetworkAclId, ...entry }, { place }) {
    addEntry(requireAcl(place.ec2, NetworkAclId), readEntry(entry));
    return {};
  },
};
