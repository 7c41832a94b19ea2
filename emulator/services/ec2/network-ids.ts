import type { Place } from '../../service/place.ts';

export function endpointId(place: Place, vpcId: string, service: string): string {
  return `vpce-${place.random.hex(17, 'vpc-endpoint', vpcId, service)}`;
}

/** The list of the addresses of a service with gateway endpoints. */
export function prefixListId(place: Place, service: string): string {
  return `pl-${place.random.hex(8, 'prefix-list', service)}`;
}

/** The options that a VPC has where nobody gives it others: one set for a region. */
export function dhcpOptionsId(place: Place): string {
  return `dopt-${place.random.hex(17, 'dhcp-options')}`;
}

/** The network ACL that every VPC comes with. */
export function networkAclId(place: Place, vpcId: string): string {
  return `acl-${place.random.hex(17, 'network-acl', vpcId)}`;
}
