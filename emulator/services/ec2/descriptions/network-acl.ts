import type { AclEntry, NetworkAcl } from '../network.ts';
import { aclOf, associationOf } from '../network-acls.ts';
import type { Ec2Place } from '../state.ts';

/** A network ACL as EC2 shows it: with the last entry of each direction, which nobody can change. */
export function describedAcl(place: Ec2Place, acl: NetworkAcl) {
  const { ec2 } = place;
  const subnets = [...ec2.subnets.values()].filter((subnet) => subnet.vpcId === acl.vpcId && aclOf(ec2, subnet) === acl);
  const inOrder = (egress: boolean) => acl.entries.filter((entry) => entry.egress === egress).toSorted((a, b) => a.number - b.number);
  return {
    NetworkAclId: acl.aclId,
    VpcId: acl.vpcId,
    OwnerId: ec2.vpc(acl.vpcId)!.ownerId,
    IsDefault: acl.isDefault,
    Entries: [true, false].flatMap((Egress): AclEntryShown[] => [...inOrder(Egress).map(described), { ...last, Egress }]),
    Associations: subnets.map((subnet) => ({
      NetworkAclAssociationId: associationOf(ec2, subnet),
      NetworkAclId: acl.aclId,
      SubnetId: subnet.subnetId,
    })),
    Tags: ec2.tags.shown(acl.aclId),
  };
}

export interface AclEntryShown {
  RuleNumber: number;
  Egress: boolean;
  Protocol: string;
  RuleAction: string;
  CidrBlock?: string;
  Ipv6CidrBlock?: string;
  PortRange?: AclEntry['ports'];
  IcmpTypeCode?: AclEntry['icmp'];
}

function described({ number, egress, protocol, action, cidr, cidr6, ports, icmp }: AclEntry): AclEntryShown {
  return {
    RuleNumber: number,
    Egress: egress,
    Protocol: protocol,
    RuleAction: action,
    CidrBlock: cidr,
    Ipv6CidrBlock: cidr6,
    PortRange: ports,
    IcmpTypeCode: icmp,
  };
}

const last = { RuleNumber: 32_767, Protocol: '-1', RuleAction: 'deny', CidrBlock: '0.0.0.0/0' };
