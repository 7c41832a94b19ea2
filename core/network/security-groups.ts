import { type SecurityGroup as Described, DescribeSecurityGroupsCommand, type IpPermission } from '@aws-sdk/client-ec2';
import type { Place } from '../aws/clients.ts';
import { ec2 } from '../aws/ec2.ts';
import { type Named, unlessMissing } from './named.ts';

/** What groups together let through on port 443. */
export interface Https {
  ranges: string[];
  groupIds: string[];
  prefixLists: string[];
}

export interface SecurityGroup {
  groupId: string;
  vpcId: string;
  out: Https;
  in: Https;
}

export async function namedSecurityGroups(GroupIds: string[], place?: Place): Promise<Named<SecurityGroup>> {
  if (GroupIds.length === 0) return { found: [] };
  return unlessMissing(async () =>
    ((await ec2(place).send(new DescribeSecurityGroupsCommand({ GroupIds }))).SecurityGroups ?? []).map(toGroup),
  );
}

/** The groups of a VPC. */
export async function securityGroupsOf(vpcId: string): Promise<SecurityGroup[]> {
  const { SecurityGroups = [] } = await ec2().send(new DescribeSecurityGroupsCommand({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }));
  return SecurityGroups.map(toGroup);
}

/** What several groups let through: each adds to the others. */
export function joined(https: Https[]): Https {
  return {
    ranges: https.flatMap(({ ranges }) => ranges),
    groupIds: https.flatMap(({ groupIds }) => groupIds),
    prefixLists: https.flatMap(({ prefixLists }) => prefixLists),
  };
}

export function letsNothing({ ranges, groupIds, prefixLists }: Https): boolean {
  return ranges.length + groupIds.length + prefixLists.length === 0;
}

function toGroup({ GroupId = '', VpcId = '', IpPermissions, IpPermissionsEgress }: Described): SecurityGroup {
  return { groupId: GroupId, vpcId: VpcId, out: httpsOf(IpPermissionsEgress), in: httpsOf(IpPermissions) };
}

function httpsOf(permissions: IpPermission[] = []): Https {
  const https = permissions.filter(
    ({ IpProtocol, FromPort = 0, ToPort = 65535 }) => IpProtocol === '-1' || (IpProtocol === 'tcp' && FromPort <= 443 && ToPort >= 443),
  );
  return {
    ranges: https.flatMap(({ IpRanges = [] }) => IpRanges.map(({ CidrIp = '' }) => CidrIp)),
    groupIds: https.flatMap(({ UserIdGroupPairs = [] }) => UserIdGroupPairs.map(({ GroupId = '' }) => GroupId)),
    prefixLists: https.flatMap(({ PrefixListIds = [] }) => PrefixListIds.map(({ PrefixListId = '' }) => PrefixListId)),
  };
}
