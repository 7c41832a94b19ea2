import { canonicalCidr } from './cidr.ts';
import { canonicalCidr6 } from './cidr6.ts';
import type { Inventory } from './inventory.ts';
import { gatewayServices, type SecurityGroup, type SecurityGroupRule } from './network.ts';
import { prefixListId } from './network-ids.ts';
import { notFound } from './not-found.ts';
import { differentNetworks, invalidValue, missingParameter } from './refusals.ts';

/** Rules as requests name them: of one protocol, for several ranges, groups and lists. */
export interface IpPermission {
  IpProtocol?: string;
  FromPort?: number;
  ToPort?: number;
  IpRanges?: { CidrIp?: string; Description?: string }[];
  Ipv6Ranges?: { CidrIpv6?: string; Description?: string }[];
  PrefixListIds?: { PrefixListId?: string; Description?: string }[];
  UserIdGroupPairs?: { GroupId?: string; GroupName?: string; Description?: string }[];
}

/** The members that name one rule without a list, as the API had them first. */
export interface FlatPermission {
  IpProtocol?: string;
  FromPort?: number;
  ToPort?: number;
  CidrIp?: string;
}

/**
 * The rules of a request: those of its permissions, or the one of its flat members.
 *
 * @param group whose rules they are, or are to be
 * @throws AwsError MissingParameter, InvalidParameterValue, InvalidGroup.NotFound, InvalidPrefixListId.NotFound
 */
export function requestedRules(
  inventory: Inventory,
  group: SecurityGroup,
  { IpPermissions, ...flat }: FlatPermission & { IpPermissions?: IpPermission[] },
): SecurityGroupRule[] {
  const { CidrIp, ...rest } = flat;
  const permissions = IpPermissions ?? [{ ...rest, ...(CidrIp !== undefined && { IpRanges: [{ CidrIp }] }) }];
  if (IpPermissions === undefined && flat.IpProtocol === undefined && CidrIp === undefined)
    throw missingParameter('The request must contain the parameter ipPermissions');
  const rules = permissions.flatMap((permission) => rulesOf(inventory, group, permission));
  const keys = rules.map(ruleKey);
  if (new Set(keys).size < keys.length) throw invalidValue('The same permission must not appear multiple times');
  return rules;
}

/** What makes two rules the same: all but the description. */
export function ruleKey({ protocol, fromPort, toPort, cidr, cidr6, groupId, prefixList }: SecurityGroupRule): string {
  return JSON.stringify([protocol, fromPort, toPort, cidr, cidr6, groupId, prefixList].map((part) => part ?? null));
}

function rulesOf(inventory: Inventory, group: SecurityGroup, permission: IpPermission): SecurityGroupRule[] {
  const { IpRanges = [], Ipv6Ranges = [], PrefixListIds = [], UserIdGroupPairs = [] } = permission;
  const ports = protocolAndPorts(permission);
  const named = (peer: Partial<SecurityGroupRule>, description?: string): SecurityGroupRule => ({
    ...ports,
    ...peer,
    ...(description !== undefined && { description: ruleDescription(description) }),
  });
  const rules = [
    ...UserIdGroupPairs.map((pair) => named({ groupId: peerGroup(inventory, group, pair) }, pair.Description)),
    ...IpRanges.map(({ CidrIp = '', Description }) => named({ cidr: range(CidrIp) }, Description)),
    ...Ipv6Ranges.map(({ CidrIpv6 = '', Description }) => named({ cidr6: range6(CidrIpv6) }, Description)),
    ...PrefixListIds.map(({ PrefixListId = '', Description }) => named({ prefixList: list(inventory, PrefixListId) }, Description)),
  ];
  if (rules.length === 0) throw missingParameter(onePeer);
  return rules;
}

export const onePeer = 'The request must contain exactly one of: cidrIp, cidrIpv6, prefixListId, or referencedGroupId';

/** By their numbers, protocols are what those that have ports are called. */
const numbered: Record<string, string> = { '6': 'tcp', '17': 'udp', '1': 'icmp', '58': 'icmpv6', all: '-1' };

/**
 * @throws AwsError InvalidParameterValue
 */
export function protocolAndPorts({ IpProtocol, FromPort, ToPort }: Pick<IpPermission, 'IpProtocol' | 'FromPort' | 'ToPort'>): {
  protocol: string;
  fromPort?: number;
  toPort?: number;
} {
  const given = IpProtocol?.toLowerCase();
  const protocol = given === undefined ? undefined : (numbered[given] ?? given);
  if (protocol === undefined || protocol === '')
    throw invalidValue(`Invalid value 'null' for protocol. VPC security group rules must specify protocols explicitly.`);
  if (protocol === 'tcp' || protocol === 'udp') return withPorts(protocol, FromPort, ToPort);
  if (protocol === 'icmp' || protocol === 'icmpv6') return { protocol, fromPort: FromPort ?? -1, toPort: ToPort ?? -1 };
  if (protocol !== '-1' && !(/^\d{1,3}$/.test(protocol) && Number(protocol) <= 255))
    throw invalidValue(`Invalid value '${IpProtocol}' for IP protocol. Unknown protocol.`);
  return { protocol }; // all ports, whatever is given
}

function withPorts(protocol: string, fromPort?: number, toPort?: number) {
  if (fromPort === undefined || toPort === undefined)
    throw invalidValue('Invalid value for portRange. Must specify both from and to ports with TCP/UDP.');
  const outside = [fromPort, toPort].find((port) => port < 0 || port > 65_535);
  if (outside !== undefined) throw invalidValue(`TCP/UDP port (${outside}) out of range`);
  if (fromPort > toPort) throw invalidValue(`Invalid TCP/UDP port range (${fromPort}:${toPort})`);
  return { protocol, fromPort, toPort };
}

export function range(text: string): string {
  const cidr = canonicalCidr(text);
  if (!cidr) throw invalidValue(`CIDR block ${text} is malformed`);
  return cidr;
}

export function range6(text: string): string {
  const cidr = canonicalCidr6(text);
  if (!cidr) throw invalidValue(`CIDR block ${text} is malformed`);
  return cidr;
}

export function list({ place }: Inventory, id: string): string {
  if (!gatewayServices.some((service) => prefixListId(place, service) === id)) throw notFound('prefixList', id);
  return id;
}

/** Another group of the VPC, or the group itself. */
export function peerGroup(
  inventory: Inventory,
  group: SecurityGroup,
  { GroupId, GroupName }: { GroupId?: string; GroupName?: string },
): string {
  if (GroupId === undefined) {
    if (GroupName === undefined) throw missingParameter('Source group ID missing.');
    throw invalidValue(
      `Invalid value '${GroupName}' for groupName. You may not reference Amazon VPC security groups by name. Please use the corresponding id for this operation.`,
    );
  }
  const peer = inventory.requireGroup(GroupId);
  if (peer.vpcId !== group.vpcId) throw differentNetworks();
  return GroupId;
}

/** @throws AwsError InvalidParameterValue */
export function ruleDescription(text: string): string {
  if (!/^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{0,255}$/.test(text)) throw invalidValue(`Invalid rule description. ${validDescriptions}`);
  return text;
}

export const validDescriptions =
  'Valid descriptions are strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*';
