import { AwsError } from '../../../kernel/aws-error.ts';
import { hasToBeOptedIn, regionsOf } from '../../../models/regions.ts';
import type { Operation } from '../../../service/service.ts';
import { type FilterValues, listing, type Request } from '../listing.ts';
import type { Ec2Place } from '../state.ts';

/** Those of the partition, in all of which the account is. @throws AwsError InvalidParameterValue for what is none */
export const describeRegions: Operation<Request & { RegionNames?: string[]; AllRegions?: boolean }, Ec2Place> = {
  ignores: ['AllRegions'],
  run({ RegionNames, ...input }, { place }) {
    const all = regionsOf(place.partition);
    const unknown = RegionNames?.filter((name) => !all.includes(name)) ?? [];
    if (unknown.length > 0) throw new AwsError('InvalidParameterValue', `Invalid region names: [${unknown.join(', ')}]`);
    const endpoint = (region: string) => `ec2.${region}.amazonaws.com${place.partition === 'aws-cn' ? '.cn' : ''}`;
    const optIn = (region: string) => (hasToBeOptedIn(region) ? 'opted-in' : 'opt-in-not-required');
    const filters: FilterValues<string> = {
      'region-name': (region) => [region],
      endpoint: (region) => [endpoint(region)],
      'opt-in-status': (region) => [optIn(region)],
    };
    const { page } = listing(
      all.filter((name) => RegionNames?.includes(name) ?? true),
      filters,
      input,
    );
    return { Regions: page.map((region) => ({ RegionName: region, Endpoint: endpoint(region), OptInStatus: optIn(region) })) };
  },
};
