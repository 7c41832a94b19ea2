import type { UsersSeen } from '../users/users-seen.ts';
import { changeItem } from './item.ts';

/** Keeps how the users stood on the HSMs when somebody looked last. */
export async function recordLook(environment: string, seen: UsersSeen): Promise<void> {
  await changeItem(environment, 'users', ({ seen: before }) => {
    const text = JSON.stringify(seen);
    return before?.S === text ? undefined : { set: { seen: { S: text } } };
  });
}
