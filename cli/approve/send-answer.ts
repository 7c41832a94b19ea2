import { wake } from '../../core/people/wake.ts';
import { readWaiting, recordAnswer } from '../../core/record/waiting-item.ts';
import type { Target } from '../target.ts';
import type { OpenWait } from './open-wait.ts';

/** Puts on record that people have answered, then wakes the run: where its token has just run out, it finds the answer there. */
export async function sendAnswer({ environment, intent }: OpenWait, { sfn }: Pick<Target, 'sfn'>, now: Date): Promise<void> {
  await recordAnswer(environment, intent, now.toISOString());
  // after the answer: a token that came before it is this one
  await wake(sfn, (await readWaiting(environment, intent))?.token);
}
