import type { Call } from '../../../service/service.ts';
import type { SecretsManagerPlace } from '../state.ts';

/** Cancels a deletion, if there is one. @throws AwsError ResourceNotFoundException */
export function restoreSecret({ SecretId }: { SecretId: string }, { place }: Call<SecretsManagerPlace>) {
  const secret = place.secretsManager.existing(SecretId);
  secret.deletion?.timer.cancel();
  secret.deletion = undefined;
  return { ARN: secret.arn, Name: secret.name };
}
