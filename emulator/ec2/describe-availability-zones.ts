import { AwsError } from '../api/error.ts';
import type { Call } from '../api/service.ts';
import { availabilityZones, zoneId } from './availability-zones.ts';
import { type FilterValues, listing, type Request } from './listing.ts';

/** @throws AwsError InvalidParameterValue for a zone of another region */
export function describeAvailabilityZones(input: Request & { ZoneNames?: string[]; ZoneIds?: string[] }, { world }: Call) {
  const filters: FilterValues<string> = {
    'zone-name': (zone) => [zone],
    'zone-id': (zone) => [zoneId(zone)],
    'zone-type': () => ['availability-zone'],
    'region-name': () => [world.region],
    'opt-in-status': () => ['opt-in-not-required'],
    state: () => ['available'],
  };
  const all = availabilityZones(world.region);
  for (const [wanted, known] of [
    [input.ZoneNames ?? [], all],
    [input.ZoneIds ?? [], all.map(zoneId)],
  ] as const) {
    const unknown = wanted.find((zone) => !known.includes(zone));
    if (unknown) throw new AwsError('InvalidParameterValue', `Invalid availability zone: [${unknown}]`);
  }
  const zones = all.filter((zone) => (input.ZoneNames?.includes(zone) ?? true) && (input.ZoneIds?.includes(zoneId(zone)) ?? true));
  return {
    AvailabilityZones: listing(zones, filters, input).page.map((zone) => ({
      ZoneName: zone,
      ZoneId: zoneId(zone),
      ZoneType: 'availability-zone',
      GroupName: `${world.region}-zg-1`,
      NetworkBorderGroup: world.region,
      RegionName: world.region,
      OptInStatus: 'opt-in-not-required',
      State: 'available',
      Messages: [],
    })),
  };
}
