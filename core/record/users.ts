import { LifecycleError } from '../errors/lifecycle-error.ts';
import { changeItem, readItem } from './item.ts';

/** ARN of each user's secret, by user. */
export async function recordUsers(environment: string, secrets: Record<string, string>): Promise<void> {
  const M = Object.fromEntries(Object.entries(secrets).map(([user, arn]) => [user, { S: arn }]));
  await changeItem(environment, 'users', () => ({ set: { secrets: { M } } }));
}

/** The ARN of the secret of kmsuser. Throws where the environment was provisioned without a key store. */
export async function kmsUserSecret(environment: string): Promise<string> {
  const { kmsuser } = await readUsers(environment);
  if (kmsuser) return kmsuser;
  throw new LifecycleError('AdminSecretMissing', {
    doing: 'connecting the key store',
    to: `environment ${environment}`,
    problem: 'the record knows no secret of kmsuser: the environment was provisioned without a key store',
    remedy: 'provision the environment: that makes kmsuser on every HSM, and connects',
  });
}

export async function readUsers(environment: string): Promise<Record<string, string>> {
  const { M = {} } = (await readItem(environment, 'users'))?.secrets ?? {};
  return Object.fromEntries(Object.entries(M).map(([user, { S = '' }]) => [user, S]));
}
