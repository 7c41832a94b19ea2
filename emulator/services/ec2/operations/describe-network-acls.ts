import type { Operation } from '../../../service/service.ts';
import { type AclEntryShown, describedAcl } from '../descriptions/network-acl.ts';
import { type FilterValues, listing, type Request } from '../listing.ts';
import type { NetworkAcl } from '../network.ts';
import { allAcls, requireAcl } from '../network-acls.ts';
import type { Ec2Place } from '../state.ts';

/** @throws AwsError InvalidNetworkAclID.NotFound */
export const describeNetworkAcls: Operation<Request & { NetworkAclIds?: string[] }, Ec2Place> = {
  run(input, { place }) {
    const { ec2 } = place;
    const associations = (acl: NetworkAcl) => describedAcl(place, acl).Associations;
    const held = (value: (entry: AclEntryShown) => string | number | boolean | undefined) => (acl: NetworkAcl) =>
      describedAcl(place, acl).Entries.map((entry) => value(entry)?.toString());
    const filters: FilterValues<NetworkAcl> = {
      'network-acl-id': ({ aclId }) => [aclId],
      'vpc-id': ({ vpcId }) => [vpcId],
      'owner-id': ({ vpcId }) => [ec2.vpc(vpcId)?.ownerId],
      'association.association-id': (acl) => associations(acl).map(({ NetworkAclAssociationId }) => NetworkAclAssociationId),
      'association.network-acl-id': (acl) => associations(acl).map(({ NetworkAclId }) => NetworkAclId),
      'association.subnet-id': (acl) => associations(acl).map(({ SubnetId }) => SubnetId),
      'entry.egress': held(({ Egress }) => Egress),
      'entry.rule-number': held(({ RuleNumber }) => RuleNumber),
      'entry.rule-action': held(({ RuleAction }) => RuleAction),
      'entry.protocol': held(({ Protocol }) => Protocol),
      'entry.cidr': held(({ CidrBlock }) => CidrBlock),
      'entry.ipv6-cidr': held(({ Ipv6CidrBlock }) => Ipv6CidrBlock),
      'entry.port-range.from': held(({ PortRange }) => PortRange?.From),
      'entry.port-range.to': held(({ PortRange }) => PortRange?.To),
      'entry.icmp.type': held(({ IcmpTypeCode }) => IcmpTypeCode?.Type),
      'entry.icmp.code': held(({ IcmpTypeCode }) => IcmpTypeCode?.Code),
      default: ({ isDefault }) => [String(isDefault)],
    };
    const acls = input.NetworkAclIds?.map((id) => requireAcl(ec2, id)) ?? allAcls(ec2);
    const { page, NextToken } = listing(acls, filters, input, ({ aclId }) => ec2.tags.of(aclId));
    return { NextToken, NetworkAcls: page.map((acl) => describedAcl(place, acl)) };
  },
};
