import { DescribeNetworkAclsCommand, type NetworkAclEntry } from '@aws-sdk/client-ec2';
import type { Place } from '../aws/clients.ts';
import { ec2 } from '../aws/ec2.ts';

/** What an ACL does with packets of TCP from or to a range, at ports from the first to the last. */
export interface AclEntry {
  number: number;
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
  /** Of all its entries, those about other protocols and IPv6 as well. */
  numbers: Record<'out' | 'in', number[]>;
}

/** The ACLs of a VPC, which participants of a shared one see too. */
export async function networkAclsOf(vpcId: string, place?: Place): Promise<NetworkAcl[]> {
  const { NetworkAcls = [] } = await ec2(place).send(new DescribeNetworkAclsCommand({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }));
  return NetworkAcls.map(({ NetworkAclId = '', Associations = [], Entries = [] }) => {
    const [out, into] = [Entries.filter(({ Egress }) => Egress), Entries.filter(({ Egress }) => !Egress)];
    return {
      aclId: NetworkAclId,
      subnetIds: Associations.flatMap(({ SubnetId }) => SubnetId ?? []),
      out: inOrder(out),
      in: inOrder(into),
      numbers: { out: out.map(({ RuleNumber }) => RuleNumber!), in: into.map(({ RuleNumber }) => RuleNumber!) },
    };
  });
}

/** Protocols by number: 6 is TCP, and -1 is each. An entry without ports is about all of them. */
function inOrder(entries: NetworkAclEntry[]): AclEntry[] {
  return entries
    .toSorted((a, b) => a.RuleNumber! - b.RuleNumber!)
    .flatMap(({ RuleNumber, Protocol, RuleAction, CidrBlock, PortRange }) =>
      CidrBlock && (Protocol === '-1' || Protocol === '6')
        ? { number: RuleNumber!, allows: RuleAction === 'allow', range: CidrBlock, ports: [PortRange?.From ?? 0, PortRange?.To ?? 65_535] }
        : [],
    );
}
