import type { Place } from '../../service/place.ts';
import { serviceName } from './endpoint-services.ts';
import { gatewayServices } from './network.ts';
import { prefixListId } from './network-ids.ts';
import { notFound } from './not-found.ts';

export interface PrefixList {
  id: string;
  name: string;
  /** *Assumed*: those of one region, which change; here they serve every region. */
  cidrs: string[];
}

const ranges: Record<string, string[]> = {
  s3: ['52.216.0.0/15', '54.231.0.0/16'],
  dynamodb: ['52.94.0.0/22', '52.119.224.0/20'],
};

/** Of a service that has gateway endpoints. */
export function prefixesOf(service: string): string[] {
  return ranges[service] ?? [];
}

/**
 * AWS's own lists, of the services that have gateway endpoints.
 *
 * @param ids of those that are wanted; without it all of them are
 * @throws AwsError InvalidPrefixListId.NotFound
 */
export function prefixLists(place: Place, ids?: string[]): PrefixList[] {
  const all = gatewayServices.map((service) => ({
    id: prefixListId(place, service),
    name: serviceName(place, service),
    cidrs: ranges[service]!,
  }));
  return ids?.map((wanted) => all.find(({ id }) => id === wanted) ?? missing(wanted)) ?? all;
}

function missing(id: string): never {
  throw notFound('prefixList', id);
}
