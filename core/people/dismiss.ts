import { sfn } from '../aws/sfn.ts';
import { intents } from '../intents.ts';
import { readWaiting, recordAnswer } from '../record/waiting-item.ts';
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
    await recordAnswer(environment, intent, '{}', now);
    await wake(sfn(), wait.token);
  }
}
