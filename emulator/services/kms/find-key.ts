import { AwsError } from '../../kernel/aws-error.ts';
import type { World } from '../../world.ts';
import { findAlias } from './find-alias.ts';
import type { Key } from './key.ts';

/**
 * The key that an id, ARN, alias name or alias ARN names.
 *
 * @throws AwsError NotFoundException
 */
export function findKey(world: World, reference: string): Key {
  const name = nameOf(world, reference);
  if (!name.startsWith('alias/')) return findKeyById(world, reference);
  return world.kms.keys.get(findAlias(world, name).targetKeyId)!;
}

/**
 * The key that an id or ARN names, for operations that take no alias.
 *
 * @throws AwsError NotFoundException
 */
export function findKeyById(world: World, reference: string): Key {
  const keyId = nameOf(world, reference).replace(/^key\//, '');
  const key = world.kms.keys.get(keyId);
  if (key) return key;
  if (!/^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/.test(keyId))
    throw new AwsError('NotFoundException', `Invalid keyId '${reference}'`);
  throw new AwsError('NotFoundException', `Key '${world.arn('kms', `key/${keyId}`)}' does not exist`);
}

/**
 * The ARN of the key that a reference names, for IAM; of what it would name where it names nothing. An alias stands for its key: one
 * that names none is asked for as a key that nobody knows.
 */
export function keyArn(world: World, reference: string): string {
  try {
    return findKey(world, reference).arn;
  } catch {
    const name = reference.startsWith('arn:') ? reference.split(':').slice(5).join(':') : reference;
    if (name.startsWith('alias/')) return world.arn('kms', 'key/unknown');
    return reference.startsWith('arn:') ? reference : world.arn('kms', `key/${reference}`);
  }
}

function nameOf(world: World, reference: string): string {
  if (!reference.startsWith('arn:')) return reference;
  const [, , service, region, , ...rest] = reference.split(':');
  if (service !== 'kms' || region !== world.region) throw new AwsError('NotFoundException', `Invalid arn ${region}`);
  const name = rest.join(':');
  if (reference !== world.arn('kms', name)) throw new AwsError('NotFoundException', `Key '${reference}' does not exist`);
  return name;
}
