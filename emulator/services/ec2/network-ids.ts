import type { Place } from '../../service/place.ts';

export function endpointId(place: Place, vpcId: string, service: string): string {
  return `vpce-${place.random.hex(17, 'vpc-endpoint', vpcId, service)}`;
}

/** The list of the addresses of a service with gateway endpoints. */
export function prefixListId(place: Place, service: string): string {
  return `pl-${place.random.hex(8, 'prefix-list', service)}`;
}
