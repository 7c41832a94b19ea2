import type { Call } from '../../../service/service.ts';

/** Cancels a deletion, if there is one. @throws AwsError ResourceNotFoundException */
export function restoreSecret({ SecretId }: { SecretId: string }, { world }: Call) {
  const secret = world.secretsManager.existing(SecretId);
  secret.deletion?.timer.cancel();
  secret.deletion = undefined;
  return { ARN: secret.arn, Name: secret.name };
}
