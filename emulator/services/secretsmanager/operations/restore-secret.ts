import type { Operation } from '../../../service/service.ts';
import { requirePrimary } from '../replication.ts';
import { onSecret } from '../resources.ts';
import type { SecretsManagerPlace } from '../state.ts';

/** Cancels a deletion, if there is one. @throws AwsError ResourceNotFoundException */
export const restoreSecret: Operation<{ SecretId: string }, SecretsManagerPlace> = {
  resources: onSecret,
  run({ SecretId }, { place }) {
    const secret = place.secretsManager.existing(SecretId);
    requirePrimary(secret);
    secret.deletion?.timer.cancel();
    secret.deletion = undefined;
    return { ARN: secret.arn, Name: secret.name };
  },
};
