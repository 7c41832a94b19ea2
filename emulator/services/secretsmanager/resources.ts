import { checkName } from './refusals.ts';
import type { SecretsManagerPlace } from './state.ts';

/**
 * The secret's ARN; for one that is not there, the ARN that it would have.
 *
 * @throws AwsError ValidationException where no secret can be called so
 */
export function onSecret({ SecretId }: { SecretId: string }, { secretsManager }: SecretsManagerPlace): string[] {
  checkName(SecretId);
  return [secretsManager.find(SecretId)?.arn ?? (SecretId.startsWith('arn:') ? SecretId : secretsManager.nextArn(SecretId))];
}
