import { AwsError } from '../../kernel/aws-error.ts';
import { availabilityZones, zoneId, zoneType } from './availability-zones.ts';
import { canonicalCidr, covers, overlap, prefixLength, usable } from './cidr.ts';
import type { Inventory } from './inventory.ts';
import { cidrsOf, type Subnet } from './network.ts';
import { newSubnet } from './new-subnet.ts';
import { dependencyViolation, invalidValue } from './refusals.ts';
import { ownVpc } from './vpcs.ts';

/** EC2's own quota of subnets in a VPC. */
const mostSubnets = 200;

interface WantedSubnet {
  vpcId: string;
  cidr: string;
  /** By its name, or by its id; of the region's zones one without either. */
  zone?: string;
  zoneId?: string;
}

/**
 * Creates a subnet, which has the main route table of its VPC until it is given another.
 *
 * @throws AwsError InvalidVpcID.NotFound, InvalidParameterValue, InvalidSubnet.Range, InvalidSubnet.Conflict, SubnetLimitExceeded
 */
export function createSubnet(inventory: Inventory, wanted: WantedSubnet): Subnet {
  const vpc = ownVpc(inventory, wanted.vpcId);
  const { vpcId } = vpc;
  const cidr = canonicalCidr(wanted.cidr);
  if (!cidr) throw invalidValue(`Value (${wanted.cidr}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`);
  const fits = prefixLength(cidr) >= 16 && prefixLength(cidr) <= 28 && cidrsOf(vpc).some((range) => covers(range, cidr));
  if (!fits) throw new AwsError('InvalidSubnet.Range', `The CIDR '${wanted.cidr}' is invalid.`);
  const others = [...inventory.subnets.values()].filter((subnet) => subnet.vpcId === vpcId);
  if (others.some((other) => overlap(other.cidr, cidr)))
    throw new AwsError('InvalidSubnet.Conflict', `The CIDR '${wanted.cidr}' conflicts with another subnet`);
  if (others.length >= mostSubnets)
    throw new AwsError('SubnetLimitExceeded', `You have reached the limit on the number of subnets that you can create in ${vpcId}.`);
  const availabilityZone = zoneOf(inventory, wanted, cidr);
  const subnetId = inventory.newId('subnet', vpcId, cidr);
  const subnet = newSubnet({ subnetId, vpcId, availabilityZone, cidr, freeAddresses: usable(cidr).size });
  inventory.subnets.set(subnetId, subnet);
  return subnet;
}

function zoneOf({ place }: Inventory, { vpcId, zone, zoneId: id }: WantedSubnet, cidr: string): string {
  const zones = availabilityZones(place.region);
  const among = ` Subnets can currently only be created in the following availability zones: ${zones.join(', ')}.`;
  if (zone !== undefined) {
    // a Local Zone of the region, to which the account has opted in
    if (zones.includes(zone) || isLocal(place.region, zone)) return zone;
    throw invalidValue(`Value (${zone}) for parameter availabilityZone is invalid.${among}`);
  }
  if (id !== undefined) {
    const named = zones.find((one) => zoneId(one) === id);
    if (!named) throw invalidValue(`Value (${id}) for parameter availabilityZoneId is invalid.`);
    return named;
  }
  return zones[Math.floor(place.random.fraction('subnet-zone', vpcId, cidr) * zones.length)]!;
}

function isLocal(region: string, zone: string): boolean {
  return zone.startsWith(`${region}-`) && zoneType(zone) !== 'availability-zone';
}

/**
 * Deletes a subnet in which there is no network interface. Its route table loses it.
 *
 * @throws AwsError InvalidSubnetID.NotFound, DependencyViolation
 */
export function deleteSubnet(inventory: Inventory, subnetId: string): void {
  const subnet = inventory.requireSubnet(subnetId);
  ownVpc(inventory, subnet.vpcId);
  // those that are declared have no interfaces
  const endpoint = [...inventory.endpoints.values()].some(({ subnetIds }) => subnetIds.includes(subnetId));
  if (endpoint || inventory.interfacesIn(subnetId).length > 0) throw dependencyViolation('subnet', subnetId);
  for (const table of inventory.routeTables.values())
    table.associations = table.associations.filter((association) => association.subnetId !== subnetId);
  inventory.subnets.delete(subnetId);
  inventory.forget(subnetId);
}
