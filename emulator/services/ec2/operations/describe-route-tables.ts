import type { Call } from '../../../service/service.ts';
import type { World } from '../../../world.ts';
import { type FilterValues, listing, named, type Request } from '../listing.ts';
import type { Route, RouteTable } from '../network.ts';
import { notFound } from '../not-found.ts';

const filters: FilterValues<RouteTable> = {
  'route-table-id': ({ routeTableId }) => [routeTableId],
  'vpc-id': ({ vpcId }) => [vpcId],
  'association.subnet-id': ({ subnetIds }) => subnetIds,
  'association.main': ({ main }) => [String(main)],
  'route.destination-cidr-block': ({ routes }) => routes.map(({ destination }) => destination),
  'route.nat-gateway-id': ({ routes }) => routes.map((route) => targetOf(route).NatGatewayId),
  'route.gateway-id': ({ routes }) => routes.map((route) => targetOf(route).GatewayId),
  'route.transit-gateway-id': ({ routes }) => routes.map((route) => targetOf(route).TransitGatewayId),
  'route.state': ({ routes }) => routes.map(stateOf),
};

/** @throws AwsError InvalidRouteTableID.NotFound */
export function describeRouteTables(input: Request & { RouteTableIds?: string[] }, { world }: Call) {
  for (const id of named(input, 'association.subnet-id')) world.ec2.subnet(id);
  const tables = input.RouteTableIds?.map((id) => {
    const table = world.ec2.routeTables.find(({ routeTableId }) => routeTableId === id);
    if (!table) throw notFound('routeTable', id);
    return table;
  });
  const { page, NextToken } = listing(tables ?? world.ec2.routeTables, filters, input);
  return { NextToken, RouteTables: page.map((table) => described(world, table)) };
}

function described(world: World, { routeTableId, vpcId, main, subnetIds, routes }: RouteTable) {
  const association = (subnetId?: string) => ({
    Main: subnetId === undefined,
    RouteTableAssociationId: `rtbassoc-${world.random.hex(17, 'route-table-association', subnetId ?? vpcId)}`,
    RouteTableId: routeTableId,
    SubnetId: subnetId,
    AssociationState: { State: 'associated' },
  });
  return {
    RouteTableId: routeTableId,
    VpcId: vpcId,
    OwnerId: world.ec2.vpc(vpcId)!.ownerId,
    Associations: [...(main ? [association()] : []), ...subnetIds.map(association)],
    PropagatingVgws: [],
    Routes: routes.map((route) => ({
      ...(route.destination.includes('/') ? { DestinationCidrBlock: route.destination } : { DestinationPrefixListId: route.destination }),
      ...targetOf(route),
      Origin: route.target === 'local' ? 'CreateRouteTable' : 'CreateRoute',
      State: stateOf(route),
    })),
    Tags: [],
  };
}

/** The member of the API that names a target, by how its id begins. */
const members: [RegExp, string][] = [
  [/^nat-/, 'NatGatewayId'],
  [/^tgw-/, 'TransitGatewayId'],
  [/^pcx-/, 'VpcPeeringConnectionId'],
  [/^eni-/, 'NetworkInterfaceId'],
  [/^i-/, 'InstanceId'],
  [/^lgw-/, 'LocalGatewayId'],
  [/^cagw-/, 'CarrierGatewayId'],
  [/^eigw-/, 'EgressOnlyInternetGatewayId'],
  [/^arn:/, 'CoreNetworkArn'],
];

function targetOf({ target }: Route): Record<string, string> {
  const [, member = 'GatewayId'] = members.find(([beginning]) => beginning.test(target)) ?? [];
  return { [member]: target };
}

function stateOf({ blackhole }: Route): string {
  return blackhole ? 'blackhole' : 'active';
}
