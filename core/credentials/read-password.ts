import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { secretsManager } from '../aws/secrets-manager.ts';
import { knownToBeThere } from '../errors/late.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import { jsonValue } from '../json-value.ts';

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

/**
 * The password in a secret {username, password}. It goes into the next request and nowhere else.
 *
 * @throws LifecycleError SecretUnusable, which repeats nothing of what the secret holds
 */
export async function readPassword(secretArn: string): Promise<string> {
  const held = jsonValue(await readSecretText(secretArn)) as { password?: unknown } | null | undefined;
  if (typeof held?.password === 'string') return held.password;
  const problem = 'it holds no {"username":"…","password":"…"}';
  throw new LifecycleError('SecretUnusable', { doing: 'reading a password', to: secretArn, problem });
}
