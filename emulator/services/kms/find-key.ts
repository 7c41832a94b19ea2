import { AwsError } from '../../kernel/aws-error.ts';
import { findAlias } from './find-alias.ts';
import type { Key } from './key.ts';
import type { KmsPlace } from './state.ts';

/**
 * The key that an id, ARN, alias name or alias ARN names.
 *
 * @throws AwsError NotFoundException
 */
export function findKey(place: KmsPlace, reference: string): Key {
  const name = nameOf(place, reference);
  if (!name.startsWith('alias/')) return findKeyById(place, reference);
  return place.kms.keys.get(findAlias(place, name).targetKeyId)!;
}

/**
 * The key that an id or ARN names, for operations that take no alias.
 *
 * @throws AwsError NotFoundException
 */
export function findKeyById(place: KmsPlace, reference: string): Key {
  const keyId = nameOf(place, reference).replace(/^key\//, '');
  const key = place.kms.keys.get(keyId);
  if (key) return key;
  if (!/^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/.test(keyId))
    throw new AwsError('NotFoundException', `Invalid keyId '${reference}'`);
  throw new AwsError('NotFoundException', `Key '${place.arn('kms', `key/${keyId}`)}' does not exist`);
}

/** The key of an ARN, or, of a multi-Region key's, the related one that is here. */
export function keyOfArn(place: KmsPlace, arn: string): Key | undefined {
  const key = place.kms.keys.get(arn.slice(arn.lastIndexOf('/') + 1));
  return key && (key.arn === arn || (key.family && withoutRegion(key.arn) === withoutRegion(arn))) ? key : undefined;
}

function withoutRegion(arn: string): string {
  return arn.split(':').toSpliced(3, 1).join(':');
}

/**
 * The ARN of the key that a reference names, for IAM; of what it would name where it names nothing. An alias stands for its key: one
 * that names none is asked for as a key that nobody knows.
 */
export function keyArn(place: KmsPlace, reference: string): string {
  try {
    return findKey(place, reference).arn;
  } catch {
    const name = reference.startsWith('arn:') ? reference.split(':').slice(5).join(':') : reference;
    if (name.startsWith('alias/')) return (reference === name ? place.arn('kms', name) : reference).replace(name, 'key/unknown');
    return reference.startsWith('arn:') ? reference : place.arn('kms', `key/${reference}`);
  }
}

function nameOf(place: KmsPlace, reference: string): string {
  if (!reference.startsWith('arn:')) return reference;
  const [, , service, region, , ...rest] = reference.split(':');
  if (service !== 'kms' || region !== place.region) throw new AwsError('NotFoundException', `Invalid arn ${region}`);
  const name = rest.join(':');
  if (reference !== place.arn('kms', name)) throw new AwsError('NotFoundException', `Key '${reference}' does not exist`);
  return name;
}
