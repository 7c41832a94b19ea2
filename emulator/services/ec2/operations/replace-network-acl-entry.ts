import type { Operation } from '../../../service/service.ts';
import { readEntry, type WantedEntry } from '../acl-entries.ts';
import { onEc2 } from '../asks.ts';
import { addEntry, removeEntry, requireAcl } from '../network-acls.ts';
import type { Ec2Place } from '../state.ts';

/** @throws AwsError InvalidNetworkAclID.NotFound, InvalidParameterValue, MissingParameter, InvalidNetworkAclEntry.NotFound */
export const replaceNetworkAclEntry: Operation<WantedEntry & { NetworkAclId: string }, Ec2Place> = {
  resources: ({ NetworkAclId }, place) => [onEc2(place, 'network-acl', NetworkAclId)],
  run({ NetworkAclId, ...wanted }, { place }) {
    const acl = requireAcl(place.ec2, NetworkAclId);
    const entry = readEntry(wanted);
    removeEntry(acl, entry.number, entry.egress);
    addEntry(acl, entry);
    return {};
  },
};
