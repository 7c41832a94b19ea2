import { canonicalCidr } from './cidr.ts';
import { canonicalCidr6 } from './cidr6.ts';
import type { AclEntry } from './network.ts';
import { invalidValue, missingParameter } from './refusals.ts';

/** An entry as requests name it. */
export interface WantedEntry {
  RuleNumber: number;
  Egress: boolean;
  Protocol: string;
  RuleAction: 'allow' | 'deny';
  CidrBlock?: string;
  Ipv6CidrBlock?: string;
  PortRange?: { From?: number; To?: number };
  IcmpTypeCode?: { Type?: number; Code?: number };
}

/** @throws AwsError InvalidParameterValue, MissingParameter */
export function readEntry(wanted: WantedEntry): AclEntry {
  const { RuleNumber, Egress, RuleAction, PortRange, IcmpTypeCode } = wanted;
  if (RuleNumber < 1 || RuleNumber > 32_766)
    throw invalidValue(`Value (${RuleNumber}) for parameter ruleNumber is invalid. Rule numbers are from 1 to 32766.`);
  const protocol = numbers[wanted.Protocol.toLowerCase()] ?? wanted.Protocol;
  if (protocol !== '-1' && !(/^\d{1,3}$/.test(protocol) && Number(protocol) <= 255))
    throw invalidValue(`Invalid value '${wanted.Protocol}' for protocol.`);
  return {
    number: RuleNumber,
    egress: Egress,
    protocol,
    action: RuleAction,
    ...range(wanted),
    ...(hasPorts(protocol) && { ports: ports(PortRange) }),
    ...(protocol === '1' && { icmp: { Type: IcmpTypeCode?.Type ?? -1, Code: IcmpTypeCode?.Code ?? -1 } }),
  };
}

const numbers: Record<string, string> = { all: '-1', icmp: '1', tcp: '6', udp: '17' };

function hasPorts(protocol: string): boolean {
  return protocol === '6' || protocol === '17';
}

function range({ CidrBlock, Ipv6CidrBlock }: WantedEntry): Pick<AclEntry, 'cidr' | 'cidr6'> {
  if (CidrBlock !== undefined) {
    const cidr = canonicalCidr(CidrBlock);
    if (cidr) return { cidr };
    throw invalidValue(`Value (${CidrBlock}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`);
  }
  if (Ipv6CidrBlock === undefined) throw missingParameter('The request must contain the parameter cidrBlock or ipv6CidrBlock');
  const cidr6 = canonicalCidr6(Ipv6CidrBlock);
  if (cidr6) return { cidr6 };
  throw invalidValue(`Value (${Ipv6CidrBlock}) for parameter ipv6CidrBlock is invalid. This is not a valid CIDR block.`);
}

function ports({ From, To }: { From?: number; To?: number } = {}): AclEntry['ports'] {
  if (From === undefined || To === undefined) throw missingParameter('The request must contain the parameter portRange');
  if (From < 0 || To > 65_535 || From > To) throw invalidValue(`Invalid TCP/UDP port range (${From}:${To})`);
  return { From, To };
}
