import type { Operation } from '../../../service/service.ts';
import { requirePrimary } from '../replication.ts';
import { onSecret } from '../resources.ts';
import type { SecretsManagerPlace } from '../state.ts';

/** Where there is none, that is no mistake. @throws AwsError ResourceNotFoundException, InvalidRequestException */
export const deleteResourcePolicy: Operation<{ SecretId: string }, SecretsManagerPlace> = {
  refuses: ['PolicyName'],
  resources: onSecret,
  run({ SecretId }, { place }) {
    const secret = place.secretsManager.usable(SecretId);
    requirePrimary(secret);
    secret.policy = undefined;
    return { ARN: secret.arn, Name: secret.name };
  },
};
