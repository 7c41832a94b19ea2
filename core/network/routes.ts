import { type Route as Described, type RouteTable as DescribedTable, DescribeRouteTablesCommand } from '@aws-sdk/client-ec2';
import type { Place } from '../aws/clients.ts';
import { ec2 } from '../aws/ec2.ts';

/**
 * Where a route's packets go, as far as EC2 shows it. `vpc`: to the VPC itself. `internet`: out, for whoever has no public address.
 * `nowhere`: such packets get no answer. `gateway endpoint`: to a service by its prefix list. `beyond`: further than can be seen.
 */
type Leads = 'vpc' | 'internet' | 'nowhere' | 'gateway endpoint' | 'beyond';

export interface Route {
  /** A range; undefined for a prefix list, whose ranges are not looked at, and for IPv6. */
  range: string | undefined;
  prefixList: string | undefined;
  target: string;
  leads: Leads;
}

export interface RouteTable {
  routeTableId: string;
  main: boolean;
  subnetIds: string[];
  routes: Route[];
}

/** The route tables of a VPC, which participants of a shared one see too. */
export async function routeTablesOf(vpcId: string, place?: Place): Promise<RouteTable[]> {
  const { RouteTables = [] } = await ec2(place).send(new DescribeRouteTablesCommand({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }));
  return RouteTables.map(toTable);
}

/** A subnet's own table, or the main one of its VPC. */
export function tableOf(subnetId: string, tables: RouteTable[]): RouteTable {
  const none = { routeTableId: 'none', main: true, subnetIds: [], routes: [] };
  return tables.find(({ subnetIds }) => subnetIds.includes(subnetId)) ?? tables.find(({ main }) => main) ?? none;
}

function toTable({ RouteTableId = '', Associations = [], Routes = [] }: DescribedTable): RouteTable {
  return {
    routeTableId: RouteTableId,
    main: Associations.some(({ Main }) => Main),
    subnetIds: Associations.flatMap(({ SubnetId }) => SubnetId ?? []),
    routes: Routes.filter(({ DestinationIpv6CidrBlock }) => DestinationIpv6CidrBlock === undefined).map(toRoute),
  };
}

function toRoute(route: Described): Route {
  const { DestinationCidrBlock: range, DestinationPrefixListId: prefixList, GatewayId = '' } = route;
  const target =
    route.NatGatewayId ??
    route.TransitGatewayId ??
    route.VpcPeeringConnectionId ??
    route.LocalGatewayId ??
    route.CoreNetworkArn ??
    route.NetworkInterfaceId ??
    route.InstanceId ??
    GatewayId;
  return { range, prefixList, target, leads: leads(route) };
}

function leads({ State, NatGatewayId, GatewayId = '', EgressOnlyInternetGatewayId, DestinationPrefixListId }: Described): Leads {
  if (State === 'blackhole' || GatewayId.startsWith('igw-') || EgressOnlyInternetGatewayId) return 'nowhere';
  if (GatewayId === 'local') return 'vpc';
  if (NatGatewayId) return 'internet';
  return GatewayId.startsWith('vpce-') && DestinationPrefixListId ? 'gateway endpoint' : 'beyond';
}
