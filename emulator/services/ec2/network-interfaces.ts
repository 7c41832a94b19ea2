import { allocateAddress } from './allocate-address.ts';
import type { Inventory } from './inventory.ts';
import type { NetworkInterface } from './network.ts';
import { notFound } from './not-found.ts';
import { cutOff } from './routes.ts';

export interface WantedInterface {
  subnetId: string;
  groupIds: string[];
  privateIpAddress?: string;
  description: string;
  type?: NetworkInterface['type'];
}

/**
 * Creates a network interface, at `privateIpAddress` or at a free address.
 *
 * @throws AwsError InvalidSubnetID.NotFound, InvalidGroup.NotFound, InsufficientFreeAddressesInSubnet, InvalidIPAddress.InUse,
 *   InvalidParameterValue
 */
export function createNetworkInterface(inventory: Inventory, wanted: WantedInterface): NetworkInterface {
  const { subnetId, groupIds, description, type = 'interface' } = wanted;
  const { place, networkInterfaces } = inventory;
  const subnet = inventory.requireSubnet(subnetId);
  for (const id of groupIds) inventory.requireGroup(id);
  const taken = new Set([...networkInterfaces.values()].filter((eni) => eni.vpcId === subnet.vpcId).map((eni) => eni.ip));
  const ordinal = inventory.ordinal('eni', subnetId);
  const ip = allocateAddress(subnet, taken, wanted.privateIpAddress, place.random.fraction('eni-address', subnetId, ordinal));
  const eniId = `eni-${place.random.hex(17, 'eni', subnetId, ordinal)}`;
  subnet.freeAddresses--;
  const { vpcId, availabilityZone } = subnet;
  const made: NetworkInterface = { eniId, ip, subnetId, vpcId, availabilityZone, groupIds: [...groupIds], description, type };
  networkInterfaces.set(eniId, made);
  return made;
}

/** Its routes lead nowhere from then on. @throws AwsError InvalidNetworkInterfaceID.NotFound */
export function deleteNetworkInterface(inventory: Inventory, id: string): void {
  const eni = inventory.networkInterfaces.get(id);
  if (!eni) throw notFound('networkInterface', id);
  inventory.networkInterfaces.delete(id);
  inventory.forget(id);
  inventory.subnets.get(eni.subnetId)!.freeAddresses++;
  cutOff(inventory, id);
}
