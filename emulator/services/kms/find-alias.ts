import { AwsError } from '../../kernel/aws-error.ts';
import type { World } from '../../world.ts';
import type { Alias } from './key.ts';

/** @throws AwsError NotFoundException */
export function findAlias(world: World, name: string): Alias {
  const alias = world.kms.aliases.get(name);
  if (!alias) throw new AwsError('NotFoundException', `Alias ${world.arn('kms', name)} is not found.`);
  return alias;
}
