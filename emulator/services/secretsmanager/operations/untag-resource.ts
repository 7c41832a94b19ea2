import type { Call } from '../../../service/service.ts';

/** @throws AwsError ResourceNotFoundException, InvalidRequestException */
export function untagResource({ SecretId, TagKeys }: { SecretId: string; TagKeys: string[] }, { world }: Call) {
  const { tags } = world.secretsManager.usable(SecretId);
  for (const key of TagKeys) tags?.delete(key);
}
