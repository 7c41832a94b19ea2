import { SendTaskSuccessCommand, type SFNClient } from '@aws-sdk/client-sfn';

/** A token that is out no more: the run makes another each day, and looks for an answer on record then. */
const ranOut = ['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken'];

/** Has a run go on that waits for people, once their answer is on record: where its token has run out meanwhile, it finds the answer there. */
export async function wake(sfn: Pick<SFNClient, 'send'>, taskToken: string | undefined): Promise<void> {
  try {
    await sfn.send(new SendTaskSuccessCommand({ taskToken, output: '{}' }));
  } catch (error) {
    if (!ranOut.includes((error as Error).name)) throw error;
  }
}
