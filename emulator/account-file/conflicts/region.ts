import type { PlaceDeclaration } from '../../kernel/account.ts';
import { hasCloudHsm } from '../../models/regions.ts';
import { type Conflict, ofEach } from './conflict.ts';

/** What is declared in a region that does not have it. */
export function regionConflicts(place: PlaceDeclaration, region: string): Conflict[] {
  const { vpcs = [], clusters = [], backups = [], zonesWithoutCloudHsm = [] } = place;
  const withoutCloudHsm = Object.entries({ clusters, backups }).filter(([, ones]) => ones.length > 0 && !hasCloudHsm(region));
  const noZone = `is no zone of ${region}`;
  return [
    ...withoutCloudHsm.map(([kind]): Conflict => [[kind], `are declared in ${region}, where AWS has no CloudHSM`]),
    ...ofEach('vpcs', vpcs, ({ subnets }) =>
      ofEach('subnets', subnets, ({ availabilityZone }) => (isIn(availabilityZone, region) ? [] : [[['availabilityZone'], noZone]])),
    ),
    ...ofEach('zonesWithoutCloudHsm', zonesWithoutCloudHsm, (zone) => (isIn(zone, region) ? [] : [[[], noZone]])),
  ];
}

/** A region's zones are called by it, Local Zones too. */
function isIn(zone: string, region: string): boolean {
  return zone.startsWith(region) && /^([a-z]|-.+)$/.test(zone.slice(region.length));
}
