import { changeItem, readItem } from './item.ts';

/** ARN of each user's secret, by user. */
export async function recordUsers(environment: string, secrets: Record<string, string>): Promise<void> {
  const M = Object.fromEntries(Object.entries(secrets).map(([user, arn]) => [user, { S: arn }]));
  await changeItem(environment, 'users', { set: { secrets: { M } } });
}

export async function readUsers(environment: string): Promise<Record<string, string>> {
  const { M = {} } = (await readItem(environment, 'users'))?.secrets ?? {};
  return Object.fromEntries(Object.entries(M).map(([user, { S = '' }]) => [user, S]));
}
