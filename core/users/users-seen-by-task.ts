import { paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import * as z from 'zod/mini';
import { cloudwatchLogs } from '../aws/cloudwatch-logs.ts';
import { setting } from '../aws/setting.ts';
import { UsersSeen } from './users-seen.ts';

/** What the task hsm-users writes into its log of the users that it has found, once they are as they should be. */
export const UsersFound = z.object({ usersFound: z.object({ clusterId: z.string(), users: UsersSeen.shape.users }) });

export type UsersFound = z.output<typeof UsersFound>;

const day = 86_400_000;

/**
 * The users of a cluster as a task saw them last, of this day. Nothing fails where that cannot be read: it is for whoever looks later.
 *
 * @param now ISO 8601
 */
export async function usersSeenByTask(clusterId: string, now: string): Promise<UsersSeen | undefined> {
  const asked = {
    logGroupName: setting('HSM_USERS_LOG_GROUP'),
    startTime: Date.parse(now) - day,
    filterPattern: `{ $.usersFound.clusterId = "${clusterId}" }`,
  };
  let seen: UsersSeen | undefined;
  try {
    for await (const { events = [] } of paginateFilterLogEvents({ client: cloudwatchLogs() }, asked))
      for (const { message = '', timestamp = 0 } of events) seen = seenIn(message, timestamp) ?? seen;
  } catch {
    return undefined;
  }
  return seen;
}

function seenIn(message: string, timestamp: number): UsersSeen | undefined {
  const found = UsersFound.safeParse(JSON.parse(message));
  return found.success ? { at: new Date(timestamp).toISOString(), users: found.data.usersFound.users } : undefined;
}
