import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { secretsManager } from '../aws/secrets-manager.ts';
import { knownToBeThere } from '../errors/late.ts';

/** The text of a secret that this run has found or made. */
export async function readSecretText(secretArn: string): Promise<string> {
  const { SecretString = '' } = await knownToBeThere(
    () => secretsManager().send(new GetSecretValueCommand({ SecretId: secretArn })),
    {
      doing: 'reading a secret',
      to: secretArn,
      problem: 'Secrets Manager does not show the secret, though this run has found or made it',
    },
    ['ResourceNotFoundException'],
  );
  return SecretString;
}

/** The password in a secret {username, password}. It goes into the next request and nowhere else. */
export async function readPassword(secretArn: string): Promise<string> {
  return (JSON.parse(await readSecretText(secretArn)) as { password: string }).password;
}
