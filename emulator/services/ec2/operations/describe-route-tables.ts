import type { Operation } from '../../../service/service.ts';
import { describedRouteTable, destinationOf, stateOf, targetOf } from '../descriptions/route-table.ts';
import { type FilterValues, listing, named, type Request } from '../listing.ts';
import { isMain, type RouteTable, subnetsOf } from '../network.ts';
import type { Ec2Place } from '../state.ts';

/** @throws AwsError InvalidRouteTableID.NotFound */
export const describeRouteTables: Operation<Request & { RouteTableIds?: string[] }, Ec2Place> = {
  run(input, { place }) {
    const { ec2 } = place;
    const filters: FilterValues<RouteTable> = {
      'route-table-id': ({ routeTableId }) => [routeTableId],
      'vpc-id': ({ vpcId }) => [vpcId],
      'owner-id': ({ vpcId }) => [ec2.vpc(vpcId)?.ownerId],
      'association.subnet-id': subnetsOf,
      'association.main': (table) => [String(isMain(table))],
      'association.route-table-id': ({ routeTableId, associations }) => associations.map(() => routeTableId),
      'association.route-table-association-id': ({ associations }) => associations.map(({ associationId }) => associationId),
      'route.destination-cidr-block': ({ routes }) => routes.map((route) => destinationOf(route).DestinationCidrBlock),
      'route.destination-ipv6-cidr-block': ({ routes }) => routes.map((route) => destinationOf(route).DestinationIpv6CidrBlock),
      'route.destination-prefix-list-id': ({ routes }) => routes.map((route) => destinationOf(route).DestinationPrefixListId),
      'route.nat-gateway-id': ({ routes }) => routes.map((route) => targetOf(route).NatGatewayId),
      'route.gateway-id': ({ routes }) => routes.map((route) => targetOf(route).GatewayId),
      'route.transit-gateway-id': ({ routes }) => routes.map((route) => targetOf(route).TransitGatewayId),
      'route.instance-id': ({ routes }) => routes.map((route) => targetOf(route).InstanceId),
      'route.vpc-peering-connection-id': ({ routes }) => routes.map((route) => targetOf(route).VpcPeeringConnectionId),
      'route.origin': ({ routes }) => routes.map(({ target }) => (target === 'local' ? 'CreateRouteTable' : 'CreateRoute')),
      'route.state': ({ routes }) => routes.map(stateOf),
    };
    for (const id of named(input, 'association.subnet-id')) ec2.subnet(id);
    const tables = input.RouteTableIds?.map((id) => ec2.requireRouteTable(id));
    const all = tables ?? [...ec2.routeTables.values()];
    const { page, NextToken } = listing(all, filters, input, ({ routeTableId }) => ec2.tags.of(routeTableId));
    return { NextToken, RouteTables: page.map((table) => describedRouteTable(place, table)) };
  },
};
