import type { World } from '../../world.ts';

export function endpointId(world: World, vpcId: string, service: string): string {
  return `vpce-${world.random.hex(17, 'vpc-endpoint', vpcId, service)}`;
}

/** The list of the addresses of a service with gateway endpoints. */
export function prefixListId(world: World, service: string): string {
  return `pl-${world.random.hex(8, 'prefix-list', service)}`;
}
