import type { RouteTableDeclaration, VpcDeclaration } from '../../kernel/account.ts';
import type { Place } from '../../service/place.ts';
import { cidrsOf, type Route, type RouteTable, type Vpc } from './network.ts';

/**
 * The route tables of a VPC. Where none are declared there are two: the main one, which knows the VPC only, and the one of its subnets,
 * with the NAT gateway that the VPC has unless it says otherwise.
 */
export function declaredRouteTables(place: Place, declaration: VpcDeclaration, vpc: Vpc, subnetIds: string[]): RouteTable[] {
  const { id: vpcId, nat = true } = declaration;
  const outward: Route = { destination: '0.0.0.0/0', target: `nat-${place.random.hex(17, 'nat-gateway', vpcId)}`, blackhole: false };
  const tables: RouteTableDeclaration[] = declaration.routeTables ?? [
    { id: `rtb-${place.random.hex(17, 'main-route-table', vpcId)}`, main: true },
    { id: `rtb-${place.random.hex(17, 'private-route-table', vpcId)}`, subnets: subnetIds, routes: nat ? [outward] : [] },
  ];
  const main = tables.find((table) => table.main) ?? tables[0];
  return tables.map((table) => ({
    routeTableId: table.id,
    vpcId,
    associations: [...(table === main ? [undefined] : []), ...(table.subnets ?? [])].map((subnetId) => ({
      associationId: `rtbassoc-${place.random.hex(17, 'route-table-association', subnetId ?? vpcId)}`,
      subnetId,
    })),
    routes: [
      ...cidrsOf(vpc).map((destination) => ({ destination, target: 'local', blackhole: false })),
      ...(table.routes ?? []).map(({ blackhole = false, ...route }) => ({ ...route, blackhole })),
    ],
  }));
}
