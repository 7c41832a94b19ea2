import { AwsError } from '../../kernel/aws-error.ts';
import { formatAddress, parseAddress, parseCidr, usable } from './cidr.ts';
import type { Subnet } from './network.ts';

/**
 * An address of a subnet: the wished one, or the first free one from where `fraction` (0 to 1) points.
 *
 * @throws AwsError InsufficientFreeAddressesInSubnet, InvalidIPAddress.InUse, InvalidParameterValue
 */
export function allocateAddress(subnet: Subnet, taken: Set<string>, wished: string | undefined, fraction: number): string {
  if (wished !== undefined) return checked(subnet, taken, wished);
  const { first, size } = usable(subnet.cidr);
  const start = Math.floor(fraction * size);
  if (subnet.freeAddresses > 0) {
    for (let step = 0; step < size; step++) {
      const address = formatAddress(first + ((start + step) % size));
      if (!taken.has(address)) return address;
    }
  }
  throw insufficient();
}

function checked(subnet: Subnet, taken: Set<string>, wished: string): string {
  const number = parseAddress(wished);
  const whole = parseCidr(subnet.cidr);
  const given = usable(subnet.cidr);
  if (number < whole.first || number >= whole.first + whole.size)
    throw new AwsError('InvalidParameterValue', `Address ${wished} does not fall within the subnet's address range`);
  if (number < given.first || number >= given.first + given.size)
    throw new AwsError('InvalidParameterValue', `Address ${wished} is in subnet's reserved address range`);
  if (taken.has(wished)) throw new AwsError('InvalidIPAddress.InUse', `Address ${wished} is in use.`);
  if (subnet.freeAddresses === 0) throw insufficient();
  return wished;
}

function insufficient(): AwsError {
  return new AwsError(
    'InsufficientFreeAddressesInSubnet',
    'The specified subnet does not have enough free addresses to satisfy the request.',
  );
}
