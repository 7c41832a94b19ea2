import type { Operation } from '../../../service/service.ts';
import { onSecret } from '../resources.ts';
import type { SecretsManagerPlace } from '../state.ts';

/** @throws AwsError ResourceNotFoundException, InvalidRequestException */
export const untagResource: Operation<{ SecretId: string; TagKeys: string[] }, SecretsManagerPlace> = {
  resources: onSecret,
  run({ SecretId, TagKeys }, { place }) {
    const { tags } = place.secretsManager.usable(SecretId);
    for (const key of TagKeys) tags?.delete(key);
  },
};
