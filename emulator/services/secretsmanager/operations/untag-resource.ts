import type { Operation } from '../../../service/service.ts';
import { requirePrimary } from '../replication.ts';
import { onSecret } from '../resources.ts';
import type { SecretsManagerPlace } from '../state.ts';

/** @throws AwsError ResourceNotFoundException, InvalidRequestException */
export const untagResource: Operation<{ SecretId: string; TagKeys: string[] }, SecretsManagerPlace> = {
  resources: onSecret,
  run({ SecretId, TagKeys }, { place }) {
    const secret = place.secretsManager.usable(SecretId);
    requirePrimary(secret);
    for (const key of TagKeys) secret.tags?.delete(key);
  },
};
