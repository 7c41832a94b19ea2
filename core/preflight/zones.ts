import type { Subnet } from '../network/subnets.ts';
import { type Findings, refused } from './findings.ts';

/**
 * HSMs come into being in availability zones only: CreateHsm takes no name of a Local Zone, and CreateCluster does not mind. Which
 * availability zones of a region have no CloudHSM, nobody publishes: that shows when CreateHsm is refused.
 *
 * https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_CreateHsm.html (pattern of AvailabilityZone)
 */
export function checkZones(subnets: Subnet[]): Findings {
  const problems = subnets.flatMap(({ subnetId, availabilityZone, place }, index) => {
    if (place === 'availability-zone') return [];
    const problem = `${subnetId} is in ${availabilityZone}, ${words[place] ?? `of type ${place}`}, where CloudHSM makes no HSM`;
    return [{ path: `subnetIds.${index}`, problem, remedy: 'name a subnet of an availability zone of the region' }];
  });
  return refused(...problems);
}

const words: Record<string, string> = { 'local-zone': 'a Local Zone', 'wavelength-zone': 'a Wavelength Zone', outpost: 'on an Outpost' };
