import type { Call } from '../../../service/service.ts';
import type { SecretsManagerPlace } from '../state.ts';

/** @throws AwsError ResourceNotFoundException, InvalidRequestException */
export function untagResource({ SecretId, TagKeys }: { SecretId: string; TagKeys: string[] }, { place }: Call<SecretsManagerPlace>) {
  const { tags } = place.secretsManager.usable(SecretId);
  for (const key of TagKeys) tags?.delete(key);
}
