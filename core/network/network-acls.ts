import { DescribeNetworkAclsCommand, type NetworkAclEntry } from '@aws-sdk/client-ec2';
import type { Place } from '../aws/clients.ts';
import { ec2 } from '../aws/ec2.ts';

/** What an ACL does with packets of TCP from or to a range, at ports from the first to the last. */
export interface AclEntry {
  allows: boolean;
  range: string;
  ports: [first: number, last: number];
}

/** Who guards a subnet whole. It knows no connections: requests and their answers have to pass, each by itself. */
export interface NetworkAcl {
  aclId: string;
  subnetIds: string[];
  /** In the order in which they count: the first that fits decides, and without one nothing passes. */
  out: AclEntry[];
  in: AclEntry[];
}

/** The ACLs of a VPC that this account owns. Those of a shared VPC are its owner's to see. */
export async function networkAclsOf(vpcId: string, place?: Place): Promise<NetworkAcl[]> {
  const { NetworkAcls = [] } = await ec2(place).send(new DescribeNetworkAclsCommand({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }));
  return NetworkAcls.map(({ NetworkAclId = '', Associations = [], Entries = [] }) => ({
    aclId: NetworkAclId,
    subnetIds: Associations.flatMap(({ SubnetId }) => SubnetId ?? []),
    out: inOrder(Entries.filter(({ Egress }) => Egress)),
    in: inOrder(Entries.filter(({ Egress }) => !Egress)),
  }));
}

/** Protocols by number: 6 is TCP, and -1 is each. An entry without ports is about all of them. */
function inOrder(entries: NetworkAclEntry[]): AclEntry[] {
  return entries
    .toSorted((a, b) => a.RuleNumber! - b.RuleNumber!)
    .flatMap(({ Protocol, RuleAction, CidrBlock, PortRange }) =>
      CidrBlock && (Protocol === '-1' || Protocol === '6')
        ? { allows: RuleAction === 'allow', range: CidrBlock, ports: [PortRange?.From ?? 0, PortRange?.To ?? 65_535] }
        : [],
    );
}
