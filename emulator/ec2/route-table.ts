import type { World } from '../world.ts';
import type { Vpc } from './network.ts';
import { endpointId, privateTableId } from './network-ids.ts';
import { gatewayServices } from './reachability.ts';

export interface RouteTable {
  routeTableId: string;
  vpcId: string;
  main: boolean;
  subnetIds: string[];
  routes: { destination?: string; prefixList?: string; gatewayId?: string; natGatewayId?: string }[];
}

/**
 * Two tables a VPC: the main one, which knows the VPC only, and the one of its private subnets, with the NAT gateway and the
 * gateway endpoints that the VPC has.
 */
export function routeTables(world: World): RouteTable[] {
  return [...world.ec2.vpcs.values()].flatMap((vpc) => {
    const local = { destination: vpc.cidr, gatewayId: 'local' };
    const subnets = [...world.ec2.subnets.values()].filter(({ vpcId }) => vpcId === vpc.vpcId);
    return [
      {
        routeTableId: `rtb-${world.random.hex(17, 'main-route-table', vpc.vpcId)}`,
        vpcId: vpc.vpcId,
        main: true,
        subnetIds: [],
        routes: [local],
      },
      {
        routeTableId: privateTableId(world, vpc.vpcId),
        vpcId: vpc.vpcId,
        main: false,
        subnetIds: subnets.map(({ subnetId }) => subnetId),
        routes: [local, ...outward(world, vpc)],
      },
    ];
  });
}

function outward(world: World, { vpcId, nat, endpoints }: Vpc): RouteTable['routes'] {
  const gateways = endpoints
    .filter((service) => gatewayServices.includes(service))
    .map((service) => ({
      prefixList: `pl-${world.random.hex(8, 'prefix-list', service)}`,
      gatewayId: endpointId(world, vpcId, service),
    }));
  return nat ? [{ destination: '0.0.0.0/0', natGatewayId: `nat-${world.random.hex(17, 'nat-gateway', vpcId)}` }, ...gateways] : gateways;
}
