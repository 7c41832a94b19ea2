import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { secretsManager } from '../aws/secrets-manager.ts';
import { knownToBeThere } from '../errors/late.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import { jsonValue } from '../json-value.ts';
import { beingDeleted } from './being-deleted.ts';
import { whereGone } from './where-gone.ts';

/**
 * The text of a secret that the record knows, or that this run has found or made.
 *
 * @throws LifecycleError TransientServiceError where Secrets Manager does not show it, SecretUnusable where it is scheduled for deletion
 */
export async function readSecretText(secretArn: string): Promise<string> {
  const late = {
    doing: 'reading a secret',
    to: secretArn,
    problem: 'Secrets Manager does not show the secret, though the record knows it, or this run has found or made it',
    remedy: whereGone,
  };
  const read = () =>
    secretsManager()
      .send(new GetSecretValueCommand({ SecretId: secretArn }))
      .catch(unlessDeleted(secretArn));
  const { SecretString = '' } = await knownToBeThere(read, late, ['ResourceNotFoundException']);
  return SecretString;
}

function unlessDeleted(secretArn: string): (error: unknown) => never {
  return (error) => {
    throw (error as Error).name === 'InvalidRequestException' ? beingDeleted(secretArn) : error;
  };
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
