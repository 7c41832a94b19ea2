import { LifecycleError } from '../errors/lifecycle-error.ts';
import { ownUsers } from '../users/own-users.ts';
import { changeItem, type Item, readItem } from './item.ts';

/**
 * Keeps the ARN of each user's secret, by user.
 *
 * @returns the crypto users of before that are none any more, until `forgetLeaving`: so many as one task takes
 */
export async function recordUsers(environment: string, secrets: Record<string, string>): Promise<string[]> {
  const M = Object.fromEntries(Object.entries(secrets).map(([user, arn]) => [user, { S: arn }]));
  let leaving: string[] = [];
  await changeItem(environment, 'users', (item) => {
    leaving = leavingOf(item, Object.keys(secrets));
    const set = { secrets: { M }, ...(leaving.length > 0 && { leaving: { SS: leaving } }) };
    const dropped = Object.values(secretsIn(item)).filter((arn) => !Object.values(secrets).includes(arn));
    const add: Record<string, string[]> = dropped.length > 0 ? { formerSecrets: dropped } : {};
    return { set, add, remove: leaving.length === 0 && item.leaving ? ['leaving'] : [] };
  });
  return leaving.slice(0, mostLeaving);
}

function leavingOf({ leaving, secrets }: Item, staying: string[]): string[] {
  const known = [...(leaving?.SS ?? []), ...Object.keys(secrets?.M ?? {})];
  return [...new Set(known)].filter((user) => !staying.includes(user) && !ownUsers.includes(user)).toSorted();
}

/** The ARN of each user's secret, the crypto users whom the next run deletes, where its file names those who stay, and the secrets of those of before. */
export async function readStayingAndLeaving(
  environment: string,
  staying: string[],
): Promise<{ users: Record<string, string>; leaving: string[]; formerSecrets: string[] }> {
  const item = (await readItem(environment, 'users')) ?? {};
  return { users: secretsIn(item), leaving: leavingOf(item, staying).slice(0, mostLeaving), formerSecrets: formerIn(item) };
}

/** The ARN of the secret of each user whom no run deletes, also where the newest file does not name them: administrators and kmsuser stand in the HSMs. */
export async function readLasting(environment: string): Promise<Record<string, string>> {
  const item = (await readItem(environment, 'users')) ?? {};
  const [current, former] = [secretsIn(item), formerIn(item)];
  const found = ownUsers.map((user) => [user, current[user] ?? former.findLast((arn) => secretOf(user).test(arn))]);
  return Object.fromEntries(found.filter(([, arn]) => arn !== undefined));
}

/** Secrets Manager ends an ARN with six characters of its own. */
function secretOf(user: string): RegExp {
  return new RegExp(`/${user}-[A-Za-z0-9]{6}$`);
}

/** Their names travel in the overrides of RunTask, beside the secrets of those who stay. Of more, the next runs delete the others. */
const mostLeaving = 20;

/** Those who left are gone from the HSMs: as many as `recordUsers` has told. */
export async function forgetLeaving(environment: string): Promise<void> {
  await changeItem(environment, 'users', ({ leaving }) => {
    if (!leaving) return undefined;
    const SS = (leaving.SS ?? []).toSorted().slice(mostLeaving);
    return SS.length > 0 ? { set: { leaving: { SS } } } : { remove: ['leaving'] };
  });
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
  return secretsIn((await readItem(environment, 'users')) ?? {});
}

/** ARNs of secrets of users whom the file names no more: the backups of their time need them. */
export async function readFormerSecrets(environment: string): Promise<string[]> {
  return formerIn((await readItem(environment, 'users')) ?? {});
}

function formerIn(item: Item): string[] {
  const current = Object.values(secretsIn(item));
  return (item.formerSecrets?.SS ?? []).filter((arn) => !current.includes(arn)).toSorted();
}

/** All of them are deleted. */
export async function forgetUsers(environment: string): Promise<void> {
  await changeItem(environment, 'users', () => ({ set: { secrets: { M: {} } }, remove: ['formerSecrets', 'leaving'] }));
}

function secretsIn({ secrets }: Item): Record<string, string> {
  const { M = {} } = secrets ?? {};
  return Object.fromEntries(Object.entries(M).map(([user, { S = '' }]) => [user, S]));
}
