import { AwsError } from '../../kernel/aws-error.ts';
import type { Inventory } from './inventory.ts';
import type { Address } from './network.ts';
import { notFound } from './not-found.ts';

/** EC2's own quota in a region, unless the account file says another. */
const usualQuota = 5;

/** An address of 198.18.0.0/15, which nobody has on the internet (RFC 2544). @throws AwsError AddressLimitExceeded */
export function allocate(inventory: Inventory): Address {
  const { addresses, place } = inventory;
  if (addresses.size >= (place.account.quotas?.elasticIps ?? usualQuota))
    throw new AwsError('AddressLimitExceeded', 'The maximum number of addresses has been reached.');
  const allocationId = inventory.newId('eipalloc');
  const address: Address = { allocationId, publicIp: freeAddress(inventory, allocationId) };
  addresses.set(allocationId, address);
  return address;
}

function freeAddress({ addresses, place }: Inventory, allocationId: string): string {
  const taken = new Set([...addresses.values()].map(({ publicIp }) => publicIp));
  for (let attempt = 0; ; attempt++) {
    const [a = 0, b = 0, c = 0] = place.random.bytes(3, 'elastic-ip', allocationId, attempt);
    const publicIp = `198.${18 + (a % 2)}.${b}.${c}`;
    if (!taken.has(publicIp)) return publicIp;
  }
}

/** @throws AwsError InvalidAllocationID.NotFound, InvalidIPAddress.InUse */
export function release(inventory: Inventory, allocationId: string): void {
  const { association, publicIp } = inventory.requireAddress(allocationId);
  if (association) throw new AwsError('InvalidIPAddress.InUse', `Address ${publicIp} is in use.`);
  inventory.addresses.delete(allocationId);
  inventory.forget(allocationId);
}

/**
 * Takes an address off what has it. Here that is always a NAT gateway, which keeps its address for life.
 *
 * @throws AwsError InvalidAssociationID.NotFound, OperationNotPermitted
 */
export function disassociateAddress(inventory: Inventory, associationId: string): never {
  const held = [...inventory.addresses.values()].find(({ association }) => association?.associationId === associationId);
  if (!held) throw notFound('association', associationId);
  throw new AwsError('OperationNotPermitted', `The address ${held.publicIp} is of a NAT gateway: it is free once that is deleted`);
}
