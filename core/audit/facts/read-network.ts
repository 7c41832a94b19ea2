import {
  type EC2Client,
  type IpPermission,
  paginateDescribeRouteTables,
  paginateDescribeSecurityGroups,
  type RouteTable,
} from '@aws-sdk/client-ec2';
import { filterBatches } from '../../aws/filter-batches.ts';
import type { ClusterFact, GroupFact, RuleFact } from './facts.ts';

/** The clusters' own groups, by pages. One that is gone is not among them. */
export async function readGroups(client: EC2Client, clusters: ClusterFact[]): Promise<GroupFact[]> {
  const ids = new Set(clusters.map(({ securityGroupId }) => securityGroupId));
  const found: GroupFact[] = [];
  for (const Values of filterBatches([...new Set(clusters.map(({ vpcId }) => vpcId))])) {
    const pages = paginateDescribeSecurityGroups({ client, pageSize: 1000 }, { Filters: [{ Name: 'vpc-id', Values }] });
    for await (const { SecurityGroups = [] } of pages)
      for (const { GroupId = '', IpPermissions, IpPermissionsEgress } of SecurityGroups)
        if (ids.has(GroupId)) found.push({ id: GroupId, in: rulesOf(IpPermissions), out: rulesOf(IpPermissionsEgress) });
  }
  return found;
}

/** Which of the clusters' subnets lead to an internet gateway, by their own route table or the main one of their VPC. */
export async function readPublicSubnets(client: EC2Client, clusters: ClusterFact[]): Promise<string[]> {
  const tables: RouteTable[] = [];
  for (const Values of filterBatches([...new Set(clusters.map(({ vpcId }) => vpcId))])) {
    const pages = paginateDescribeRouteTables({ client, pageSize: 100 }, { Filters: [{ Name: 'vpc-id', Values }] });
    for await (const { RouteTables = [] } of pages) tables.push(...RouteTables);
  }
  const own = new Map(
    tables.flatMap((table) => (table.Associations ?? []).flatMap(({ SubnetId }) => (SubnetId ? [[SubnetId, table] as const] : []))),
  );
  const main = new Map(
    tables.filter(({ Associations }) => Associations?.some(({ Main }) => Main)).map((table) => [table.VpcId ?? '', table]),
  );
  const subnets = clusters.flatMap(({ subnets: mapping, vpcId }) => Object.values(mapping).map((id) => ({ id, vpcId })));
  const open = subnets.filter(({ id, vpcId }) => leadsOut(own.get(id) ?? main.get(vpcId)));
  return [...new Set(open.map(({ id }) => id))];
}

function leadsOut(table: RouteTable | undefined): boolean {
  return table?.Routes?.some(({ GatewayId, State }) => GatewayId?.startsWith('igw-') && State !== 'blackhole') ?? false;
}

function rulesOf(permissions: IpPermission[] = []): RuleFact[] {
  return permissions.map(({ IpProtocol = '', FromPort = 0, ToPort = 65535, ...peers }) => ({
    protocol: IpProtocol,
    from: FromPort,
    to: ToPort,
    peers: [
      ...(peers.IpRanges ?? []).map(({ CidrIp = '' }) => CidrIp),
      ...(peers.Ipv6Ranges ?? []).map(({ CidrIpv6 = '' }) => CidrIpv6),
      ...(peers.PrefixListIds ?? []).map(({ PrefixListId = '' }) => PrefixListId),
      ...(peers.UserIdGroupPairs ?? []).map(({ GroupId = '' }) => GroupId),
    ],
  }));
}
