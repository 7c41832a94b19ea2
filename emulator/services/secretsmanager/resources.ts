import type { SecretsManagerPlace } from './state.ts';

/** The secret's ARN; for one that is not there, the ARN that it would have. */
export function onSecret({ SecretId }: { SecretId: string }, { secretsManager }: SecretsManagerPlace): string[] {
  return [secretsManager.find(SecretId)?.arn ?? (SecretId.startsWith('arn:') ? SecretId : secretsManager.nextArn(SecretId))];
}
