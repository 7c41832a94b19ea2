import { SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import { readWaiting, recordAnswer } from '../../core/record/waiting-item.ts';
import type { Target } from '../target.ts';
import type { OpenWait } from './open-wait.ts';

/** A token that is out no more: the run makes another each day, and looks for an answer on record then. */
const ranOut = ['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken'];

/** Puts on record that people have answered, then wakes the run: where its token has just run out, it finds the answer there. */
export async function sendAnswer({ environment, intent }: OpenWait, { sfn }: Pick<Target, 'sfn'>, now: Date): Promise<void> {
  await recordAnswer(environment, intent, '{}', now.toISOString());
  // after the answer: a token that came before it is this one
  const taskToken = (await readWaiting(environment, intent))?.token;
  try {
    await sfn.send(new SendTaskSuccessCommand({ taskToken, output: '{}' }));
  } catch (error) {
    if (!ranOut.includes((error as Error).name)) throw error;
  }
}
