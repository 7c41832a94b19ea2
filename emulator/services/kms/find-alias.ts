import { AwsError } from '../../kernel/aws-error.ts';
import type { Alias } from './key.ts';
import type { KmsPlace } from './state.ts';

/** @throws AwsError NotFoundException */
export function findAlias(place: KmsPlace, name: string): Alias {
  const alias = place.kms.aliases.get(name);
  if (!alias) throw new AwsError('NotFoundException', `Alias ${place.arn('kms', name)} is not found.`);
  return alias;
}
