import { AwsError } from '../../../kernel/aws-error.ts';
import { partitionOf } from '../../../models/regions.ts';
import type { Key } from '../key.ts';
import { checkEnabled, checkSwitchable } from '../key-state.ts';
import type { KmsPlace } from '../state.ts';

/**
 * The family of a primary key that can be replicated or replaced now.
 *
 * @throws AwsError UnsupportedOperationException, DisabledException, KMSInvalidStateException
 */
export function familyOfPrimary(place: KmsPlace, key: Key): NonNullable<Key['family']> {
  const { arn, family } = key;
  if (family?.primary !== key) throw new AwsError('UnsupportedOperationException', `${arn} is not a multi-region primary key.`);
  checkEnabled(place, key);
  checkSwitchable(key);
  return family;
}

/** @throws AwsError ValidationException for a region that the key's relatives cannot be in */
export function checkOtherRegion(place: KmsPlace, region: string): void {
  if (region !== place.region && partitionOf(region) === place.partition) return;
  throw new AwsError('ValidationException', `${region} is not another region of the partition ${place.partition}.`);
}
