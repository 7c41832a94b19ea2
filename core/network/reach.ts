import { byEndpoint } from './by-endpoint.ts';
import { byRoutes } from './by-routes.ts';
import type { Surroundings } from './surroundings.ts';
import type { Way } from './way.ts';

/**
 * Whether a service is within reach over HTTPS: at an endpoint of the VPC, or by the routes. An endpoint that has the service's name, or
 * its route, gets all packets, whether it lets them in or not. Each way is looked at whole: the set of routes, since two halves lead out
 * as 0.0.0.0/0 does, where a NAT gateway hands packets on to, an endpoint's state and policy, the groups at both ends, the subnet's ACL.
 *
 * https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html (private DNS, security groups),
 * https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html (route tables),
 * https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html (what they hand packets on to),
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-share-limitations.html (what participants of a shared VPC see)
 */
export function reachOf(service: string, from: Surroundings): Way {
  if (from.names === 'nobody') return { reached: 'no', why: 'nobody answers names in the VPC, whose enableDnsSupport is off' };
  const way = wayTo(service, from);
  if (from.names !== 'others' || way.reached === 'no') return way;
  return { reached: 'unseen', why: 'servers that its DHCP options name answer names in the VPC' };
}

function wayTo(service: string, from: Surroundings): Way {
  // a name leads to an address, and only then packets go by routes
  const own = (from.endpoints ?? []).filter((endpoint) => endpoint.service === service).toSorted((a, b) => +a.gateway - +b.gateway);
  const endpoints = own.map((endpoint) => byEndpoint(endpoint, from));
  const taken = endpoints.find((way) => 'reached' in way);
  if (taken) return taken;
  const way = byRoutes(from);
  if (way.reached !== 'no') return way;
  const passed = endpoints.flatMap((one) => ('passedBy' in one ? one.passedBy : []));
  return { reached: 'no', why: [...(passed.length > 0 ? passed : ['it has no endpoint']), way.why].join(', and ') };
}
