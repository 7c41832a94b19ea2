import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { TaskFailure } from './task-failure.ts';

const Credential = z.object({ username: z.string(), password: z.string().min(7).max(32) });

/**
 * The password of each user, from the secrets that the request names.
 *
 * @throws TaskFailure AdminSecretMissing, naming the secret
 */
export async function readPasswords(secrets: Record<string, string>): Promise<Map<string, string>> {
  const secretsManager = new SecretsManagerClient({ maxAttempts: 3 });
  const passwords = new Map<string, string>();
  for (const [user, arn] of Object.entries(secrets)) {
    try {
      const { SecretString = '' } = await secretsManager.send(new GetSecretValueCommand({ SecretId: arn }));
      passwords.set(user, Credential.parse(JSON.parse(SecretString)).password);
    } catch (error) {
      throw new TaskFailure('AdminSecretMissing', `the secret ${arn} of ${user} gives no password (${(error as Error).name})`);
    }
  }
  return passwords;
}
