import type { World } from '../world.ts';
import { endpointId, privateTableId } from './network-ids.ts';
import { gatewayServices } from './reachability.ts';

export interface VpcEndpoint {
  endpointId: string;
  /** `com.amazonaws.us-east-1.ecr.api` */
  serviceName: string;
  type: 'Interface' | 'Gateway';
  vpcId: string;
  subnetIds: string[];
  routeTableIds: string[];
}

/** The declared endpoints of every VPC. Interface endpoints stand in every subnet of it, gateways in its private route table. */
export function vpcEndpoints(world: World): VpcEndpoint[] {
  return [...world.ec2.vpcs.values()].flatMap(({ vpcId, endpoints }) =>
    endpoints.map((service): VpcEndpoint => {
      const gateway = gatewayServices.includes(service);
      const subnets = [...world.ec2.subnets.values()].filter((subnet) => subnet.vpcId === vpcId);
      return {
        endpointId: endpointId(world, vpcId, service),
        serviceName: `com.amazonaws.${world.region}.${service}`,
        type: gateway ? 'Gateway' : 'Interface',
        vpcId,
        subnetIds: gateway ? [] : subnets.map(({ subnetId }) => subnetId),
        routeTableIds: gateway ? [privateTableId(world, vpcId)] : [],
      };
    }),
  );
}
