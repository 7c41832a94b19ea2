import type { Operation } from '../../../service/service.ts';
import { type FilterValues, listing, named, type Request } from '../listing.ts';
import type { Route, RouteTable } from '../network.ts';
import { notFound } from '../not-found.ts';
import type { Ec2Place } from '../state.ts';

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
export const describeRouteTables: Operation<Request & { RouteTableIds?: string[] }, Ec2Place> = {
  run(input, { place }) {
    for (const id of named(input, 'association.subnet-id')) place.ec2.subnet(id);
    const tables = input.RouteTableIds?.map((id) => {
      const table = place.ec2.routeTables.find(({ routeTableId }) => routeTableId === id);
      if (!table) throw notFound('routeTable', id);
      return table;
    });
    const { page, NextToken } = listing(tables ?? place.ec2.routeTables, filters, input);
    return { NextToken, RouteTables: page.map((table) => described(place, table)) };
  },
};

function described(place: Ec2Place, { routeTableId, vpcId, main, subnetIds, routes }: RouteTable) {
  const association = (subnetId?: string) => ({
    Main: subnetId === undefined,
    RouteTableAssociationId: `rtbassoc-${place.random.hex(17, 'route-table-association', subnetId ?? vpcId)}`,
    RouteTableId: routeTableId,
    SubnetId: subnetId,
    AssociationState: { State: 'associated' },
  });
  return {
    RouteTableId: routeTableId,
    VpcId: vpcId,
    OwnerId: place.ec2.vpc(vpcId)!.ownerId,
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
