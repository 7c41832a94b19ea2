import type { Place } from '../aws/clients.ts';
import { type Endpoint, endpointsOf } from './endpoints.ts';
import { type NameService, nameServiceOf } from './name-service.ts';
import { type NatGateway, natGatewaysOf } from './nat-gateways.ts';
import { type NetworkAcl, networkAclsOf } from './network-acls.ts';
import { type RouteTable, routeTablesOf, tableOf } from './routes.ts';
import type { SecurityGroup } from './security-groups.ts';
import { type Subnet, subnetRangesOf } from './subnets.ts';

/** What EC2 shows of a VPC. */
export interface Network {
  region: string;
  tables: RouteTable[];
  names: NameService;
  /** Undefined where another account owns the VPC, and its endpoints cannot be seen. */
  endpoints: Endpoint[] | undefined;
  acls: NetworkAcl[];
  natGateways: NatGateway[];
  /** Of its subnets, by their ids, where they can be seen. */
  ranges: Map<string, string>;
}

/** A place without a public address. */
export interface Surroundings extends Network {
  subnet: Subnet;
  table: RouteTable;
  /** Undefined where it cannot be seen. */
  acl: NetworkAcl | undefined;
  groups: SecurityGroup[];
}

/** @param accountId who asks: the owner of a shared VPC sees more of it than others */
export async function networkOf({ vpcId, ownerId }: Subnet, region: string, accountId: string, place?: Place): Promise<Network> {
  const own = ownerId === accountId;
  const [tables, names, endpoints, acls, natGateways, ranges] = await Promise.all([
    routeTablesOf(vpcId, place),
    nameServiceOf(vpcId, place),
    own ? endpointsOf(vpcId, region, place) : undefined,
    networkAclsOf(vpcId, place),
    own ? natGatewaysOf(vpcId, place) : [],
    own ? subnetRangesOf(vpcId, place) : new Map<string, string>(),
  ]);
  return { region, tables, names, endpoints, acls, natGateways, ranges };
}

export function around(network: Network, subnet: Subnet, groups: SecurityGroup[]): Surroundings {
  return { ...network, subnet, groups, table: tableOf(subnet.subnetId, network.tables), acl: aclOf(network, subnet) };
}

export function aclOf({ acls }: Network, { subnetId }: Pick<Subnet, 'subnetId'>): NetworkAcl | undefined {
  return acls.find(({ subnetIds }) => subnetIds.includes(subnetId));
}

/** The ranges of the VPC itself. */
export function localRanges({ table }: Surroundings): string[] {
  return table.routes.filter(({ leads }) => leads === 'vpc').flatMap(({ range }) => range ?? []);
}
