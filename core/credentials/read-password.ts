import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { secretsManager } from '../aws/secrets-manager.ts';

/** The password in a secret {username, password}. It goes into the next request and nowhere else. */
export async function readPassword(secretArn: string): Promise<string> {
  const { SecretString = '{}' } = await secretsManager().send(new GetSecretValueCommand({ SecretId: secretArn }));
  return (JSON.parse(SecretString) as { password: string }).password;
}
