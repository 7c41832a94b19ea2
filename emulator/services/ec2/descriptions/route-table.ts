import type { Route, RouteTable, RouteTableAssociation } from '../network.ts';
import type { Ec2Place } from '../state.ts';

/** A route table as EC2 shows it. */
export function describedRouteTable(place: Ec2Place, { routeTableId, vpcId, associations, routes }: RouteTable) {
  return {
    RouteTableId: routeTableId,
    VpcId: vpcId,
    OwnerId: place.ec2.vpc(vpcId)!.ownerId,
    Associations: associations.map((association) => describedAssociation(routeTableId, association)),
    PropagatingVgws: [],
    Routes: routes.map((route) => ({
      ...destinationOf(route),
      ...targetOf(route),
      Origin: route.target === 'local' ? 'CreateRouteTable' : 'CreateRoute',
      State: stateOf(route),
    })),
    Tags: place.ec2.tags.shown(routeTableId),
  };
}

function describedAssociation(routeTableId: string, { associationId, subnetId }: RouteTableAssociation) {
  return {
    Main: subnetId === undefined,
    RouteTableAssociationId: associationId,
    RouteTableId: routeTableId,
    SubnetId: subnetId,
    AssociationState: { State: 'associated' },
  };
}

/** The member of the API that names a route's destination. */
export function destinationOf({ destination }: Pick<Route, 'destination'>): Record<string, string> {
  if (destination.startsWith('pl-')) return { DestinationPrefixListId: destination };
  return destination.includes(':') ? { DestinationIpv6CidrBlock: destination } : { DestinationCidrBlock: destination };
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

export function targetOf({ target }: Route): Record<string, string> {
  const [, member = 'GatewayId'] = members.find(([beginning]) => beginning.test(target)) ?? [];
  return { [member]: target };
}

export function stateOf({ blackhole }: Route): string {
  return blackhole ? 'blackhole' : 'active';
}
