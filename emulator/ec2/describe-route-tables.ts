import type { Call } from '../api/service.ts';
import type { World } from '../world.ts';
import { type FilterValues, listing, named, type Request } from './listing.ts';
import { notFound } from './not-found.ts';
import { type RouteTable, routeTables } from './route-table.ts';

const filters: FilterValues<RouteTable> = {
  'route-table-id': ({ routeTableId }) => [routeTableId],
  'vpc-id': ({ vpcId }) => [vpcId],
  'association.subnet-id': ({ subnetIds }) => subnetIds,
  'association.main': ({ main }) => [String(main)],
  'route.destination-cidr-block': ({ routes }) => routes.map(({ destination }) => destination),
  'route.nat-gateway-id': ({ routes }) => routes.map(({ natGatewayId }) => natGatewayId),
  'route.gateway-id': ({ routes }) => routes.map(({ gatewayId }) => gatewayId),
};

/** @throws AwsError InvalidRouteTableID.NotFound */
export function describeRouteTables(input: Request & { RouteTableIds?: string[] }, { world }: Call) {
  for (const id of named(input, 'association.subnet-id')) world.ec2.subnet(id);
  const all = routeTables(world);
  const tables = input.RouteTableIds?.map((id) => {
    const table = all.find(({ routeTableId }) => routeTableId === id);
    if (!table) throw notFound('routeTable', id);
    return table;
  });
  const { page, NextToken } = listing(tables ?? all, filters, input);
  return { NextToken, RouteTables: page.map((table) => described(world, table)) };
}

function described(world: World, { routeTableId, vpcId, main, subnetIds, routes }: RouteTable) {
  const association = (subnetId?: string) => ({
    Main: main,
    RouteTableAssociationId: `rtbassoc-${world.random.hex(17, 'route-table-association', subnetId ?? vpcId)}`,
    RouteTableId: routeTableId,
    SubnetId: subnetId,
    AssociationState: { State: 'associated' },
  });
  return {
    RouteTableId: routeTableId,
    VpcId: vpcId,
    OwnerId: world.accountId,
    Associations: main ? [association()] : subnetIds.map(association),
    PropagatingVgws: [],
    Routes: routes.map(({ destination, prefixList, gatewayId, natGatewayId }) => ({
      DestinationCidrBlock: destination,
      DestinationPrefixListId: prefixList,
      GatewayId: gatewayId,
      NatGatewayId: natGatewayId,
      Origin: gatewayId === 'local' ? 'CreateRouteTable' : 'CreateRoute',
      State: 'active',
    })),
    Tags: [],
  };
}
