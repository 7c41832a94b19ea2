import { AwsError } from '../../../kernel/aws-error.ts';
import type { Key } from '../key.ts';
import type { KmsPlace } from '../state.ts';
import type { Grant } from './grant.ts';

/** @throws AwsError NotFoundException */
export function findGrant(key: Key, id: string): Grant {
  const grant = key.grants.get(id);
  if (!grant) throw new AwsError('NotFoundException', `Grant ID ${id} not found`);
  return grant;
}

/** @throws AwsError InvalidGrantTokenException */
export function grantOfToken({ kms }: KmsPlace, token: string): { key: Key; grant: Grant } {
  for (const key of kms.keys.values()) {
    for (const grant of key.grants.values()) if (grant.token === token) return { key, grant };
  }
  throw new AwsError('InvalidGrantTokenException', 'The grant token is not valid.');
}
