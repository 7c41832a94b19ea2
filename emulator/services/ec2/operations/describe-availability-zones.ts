import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { availabilityZones, zoneId, zoneType } from '../availability-zones.ts';
import { type FilterValues, listing, type Request } from '../listing.ts';
import type { Ec2Place } from '../state.ts';

/** @throws AwsError InvalidParameterValue for a zone of another region */
export const describeAvailabilityZones: Operation<Request & { ZoneNames?: string[]; ZoneIds?: string[] }, Ec2Place> = {
  refuses: ['AllAvailabilityZones'],
  run(input, { place }) {
    const filters: FilterValues<string> = {
      'zone-name': (zone) => [zone],
      'zone-id': (zone) => [zoneId(zone)],
      'zone-type': (zone) => [zoneType(zone)],
      'region-name': () => [place.region],
      'opt-in-status': (zone) => [optIn(zone)],
      state: () => ['available'],
    };
    // Local Zones only where somebody has opted in and made a subnet
    const all = [...new Set([...availabilityZones(place.region), ...zonesOfSubnets(place)])];
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
        ZoneType: zoneType(zone),
        GroupName: groupOf(place, zone),
        GroupLongName: zoneType(zone) === 'availability-zone' ? groupLongName(place) : undefined,
        NetworkBorderGroup: zoneType(zone) === 'availability-zone' ? place.region : groupOf(place, zone),
        ParentZoneName: zoneType(zone) === 'availability-zone' ? undefined : `${place.region}a`,
        RegionName: place.region,
        OptInStatus: optIn(zone),
        State: 'available',
        Messages: [],
      })),
    };
  },
};

function zonesOfSubnets(place: Ec2Place): string[] {
  return [...place.ec2.subnets.values()].map(({ availabilityZone }) => availabilityZone);
}

function optIn(zone: string): string {
  return zoneType(zone) === 'availability-zone' ? 'opt-in-not-required' : 'opted-in';
}

/** As the console names the region's zones; absent where it is not known here. */
function groupLongName({ region }: Ec2Place): string | undefined {
  return regionNames[region] && `${regionNames[region]} 1`;
}

const regionNames: Record<string, string> = {
  'us-east-1': 'US East (N. Virginia)',
  'us-east-2': 'US East (Ohio)',
  'us-west-2': 'US West (Oregon)',
  'eu-west-1': 'Europe (Ireland)',
  'eu-central-1': 'Europe (Frankfurt)',
};

function groupOf(place: Ec2Place, zone: string): string {
  return zoneType(zone) === 'availability-zone' ? `${place.region}-zg-1` : zone.replace(/[a-z]$/, '');
}
