import { covers } from './cidr.ts';
import type { SecurityGroup, Vpc } from './network.ts';

/** Services whose VPC endpoint is a gateway: routed to public addresses, so that a group must let those through. */
export const gatewayServices = ['s3', 'dynamodb'];

/**
 * The endpoints that something with these groups in a private subnet of this VPC cannot reach over HTTPS: it needs egress 443 in
 * one of the groups, and a NAT gateway or the service's endpoint in the VPC (whose own group is taken to admit the VPC).
 */
export function unreachableFrom(vpc: Vpc, groups: SecurityGroup[], endpoints: string[]): string[] {
  const https = groups
    .flatMap(({ egress }) => egress)
    .filter(
      ({ protocol, fromPort, toPort }) => protocol === '-1' || (protocol === 'tcp' && (fromPort ?? 0) <= 443 && (toPort ?? 65_535) >= 443),
    );
  const reaches = (cidr: string) => https.some((rule) => rule.cidr !== undefined && covers(rule.cidr, cidr));
  const internet = reaches('0.0.0.0/0');
  return endpoints.filter((endpoint) => {
    if (vpc.nat && internet) return false;
    if (!vpc.endpoints.includes(endpoint)) return true;
    return gatewayServices.includes(endpoint) ? !internet : !reaches(vpc.cidr);
  });
}
