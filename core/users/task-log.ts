import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { cloudwatchLogs } from '../aws/cloudwatch-logs.ts';
import { setting } from '../aws/setting.ts';
import { type LastWords, lastWordsIn } from './last-words.ts';

/** Where a task hsm-users writes, as the driver awslogs names it. */
export interface TaskLog {
  group: string;
  stream: string;
}

export function logOfTask(taskArn: string): TaskLog {
  return { group: setting('HSM_USERS_LOG_GROUP'), stream: `task/hsm-users/${taskArn.split('/').at(-1)}` };
}

/**
 * What a task has said last. Its exit code says what was wrong, and ECS hands that on; so words that cannot be read, or are not there
 * yet, fail nothing.
 */
export async function lastWordsOf({ group, stream }: TaskLog): Promise<LastWords['failure'] | undefined> {
  try {
    const { events = [] } = await cloudwatchLogs().send(new GetLogEventsCommand({ logGroupName: group, logStreamName: stream, limit: 50 }));
    return lastWordsIn(events.map(({ message = '' }) => message));
  } catch {
    return undefined;
  }
}
