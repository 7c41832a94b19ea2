import { sfn } from '../aws/sfn.ts';
import { intents } from '../intents.ts';
import { type RecordedWait, readWaiting, recordAnswer, recordReplaced } from '../record/waiting-item.ts';
import { wake } from './wake.ts';

/**
 * Nobody is wanted any more: whatever run of an environment waits for people goes on, and finds that its request is outdated.
 *
 * @param now ISO 8601: the state machine's time
 */
export async function dismissPeople(environment: string, now: string): Promise<void> {
  for (const intent of Object.keys(intents)) {
    const wait = await readWaiting(environment, intent);
    if (!wait || wait.answered) continue;
    await recordAnswer(environment, intent, now);
    await wake(sfn(), wait.token);
  }
}

/** A run waits for people, and the same is asked for with something else: it goes on, and finds another in its place. */
export async function replaceWaiting(environment: string, intent: string, { execution, token }: RecordedWait, by: string): Promise<void> {
  await recordReplaced(environment, intent, execution, by);
  await wake(sfn(), token);
}
