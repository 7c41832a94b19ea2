import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { secretsManager } from '../aws/secrets-manager.ts';
import { knownToBeThere } from '../errors/late.ts';

/** The password in a secret {username, password}, which this run has found or made. It goes into the next request and nowhere else. */
export async function readPassword(secretArn: string): Promise<string> {
  const { SecretString = '{}' } = await knownToBeThere(
    () => secretsManager().send(new GetSecretValueCommand({ SecretId: secretArn })),
    {
      doing: 'reading a password',
      to: secretArn,
      problem: 'Secrets Manager does not show the secret, though this run has found or made it',
    },
    ['ResourceNotFoundException'],
  );
  return (JSON.parse(SecretString) as { password: string }).password;
}
