import type { World } from '../world.ts';

export function endpointId(world: World, vpcId: string, service: string): string {
  return `vpce-${world.random.hex(17, 'vpc-endpoint', vpcId, service)}`;
}

/** The route table of a VPC's private subnets. */
export function privateTableId(world: World, vpcId: string): string {
  return `rtb-${world.random.hex(17, 'private-route-table', vpcId)}`;
}
