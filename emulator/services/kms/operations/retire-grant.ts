import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { endDryRun } from '../encryption.ts';
import { findKeyById, keyArn } from '../find-key.ts';
import { findGrant, grantOfToken } from '../grants/find-grant.ts';
import type { KmsPlace } from '../state.ts';

interface Input {
  GrantToken?: string;
  KeyId?: string;
  GrantId?: string;
  DryRun?: boolean;
}

export const retireGrant: Operation<Input, KmsPlace> = {
  resources: ({ GrantToken, KeyId = '' }, place) => [GrantToken === undefined ? keyArn(place, KeyId) : arnOfToken(place, GrantToken)],
  run(input, { place }) {
    const { key, grant } = named(place, input);
    endDryRun(input.DryRun);
    key.grants.delete(grant.id);
  },
};

function named(place: KmsPlace, { GrantToken, KeyId, GrantId }: Input) {
  const byId = KeyId !== undefined && GrantId !== undefined;
  if (byId === (GrantToken !== undefined))
    throw new AwsError('ValidationException', 'A grant is retired by its GrantToken, or by its KeyId and GrantId.');
  if (!byId) return grantOfToken(place, GrantToken!);
  const key = findKeyById(place, KeyId);
  return { key, grant: findGrant(key, GrantId) };
}

/** What a token names that nobody gave is told by the operation. */
function arnOfToken(place: KmsPlace, token: string): string {
  try {
    return grantOfToken(place, token).key.arn;
  } catch {
    return place.arn('kms', 'key/unknown');
  }
}
