import { flag, number, oneOf, required, structure, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';
import { ask } from './ec2.ts';

interface Entry {
  NetworkAclId: string;
  Egress?: boolean;
  RuleNumber: number;
  Protocol: number;
  RuleAction: string;
  CidrBlock?: string;
  Ipv6CidrBlock?: string;
  PortRange?: { From: number; To: number };
  Icmp?: { Code: number; Type: number };
}

/** An entry of a list that stands; by its number and its direction it is the same one. */
export const networkAclEntry: ResourceType = {
  type: 'AWS::EC2::NetworkAclEntry',
  fixed: ['NetworkAclId', 'Egress', 'RuleNumber'],
  attributes: ['Id'],
  properties: {
    NetworkAclId: required(text),
    RuleNumber: required(number),
    Protocol: required(number),
    RuleAction: required(oneOf('allow', 'deny')),
    Egress: flag,
    CidrBlock: text,
    Ipv6CidrBlock: text,
    PortRange: structure({ From: required(number), To: required(number) }),
    Icmp: structure({ Code: required(number), Type: required(number) }),
  },
  async create(properties, { place }) {
    await ask(place, 'CreateNetworkAclEntry', entryOf(properties));
    const { NetworkAclId, Egress = false, RuleNumber } = properties;
    const Id = `${NetworkAclId}|${RuleNumber}|${Egress}`;
    return { physicalId: Id, attributes: { Id } };
  },
  async update(properties, _made, { place }) {
    await ask(place, 'ReplaceNetworkAclEntry', entryOf(properties));
    return undefined;
  },
  async delete({ properties }, place) {
    const { NetworkAclId, Egress, RuleNumber } = entryOf(properties);
    await ask(place, 'DeleteNetworkAclEntry', { NetworkAclId, Egress, RuleNumber });
  },
};

/** As EC2 takes it: protocols are texts there, and types of ICMP have another name. */
function entryOf({ Egress = false, Icmp, Protocol, ...others }: Entry) {
  return { ...others, Egress, Protocol: String(Protocol), ...(Icmp && { IcmpTypeCode: Icmp }) };
}
