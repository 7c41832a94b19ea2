import type { Operation } from '../../../service/service.ts';
import { requirePrimary } from '../replication.ts';
import { onSecret } from '../resources.ts';
import type { SecretsManagerPlace } from '../state.ts';
import { putTags, type Tag } from '../tags.ts';

/** @throws AwsError ResourceNotFoundException, InvalidRequestException, InvalidParameterException */
export const tagResource: Operation<{ SecretId: string; Tags: Tag[] }, SecretsManagerPlace> = {
  resources: onSecret,
  run({ SecretId, Tags }, { place }) {
    const secret = place.secretsManager.usable(SecretId);
    requirePrimary(secret);
    putTags(secret, Tags);
  },
};
