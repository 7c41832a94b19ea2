import { DescribeExecutionCommand, ExecutionDoesNotExist } from '@aws-sdk/client-sfn';
import { type RecordedWait, readWaiting } from '../../core/record/waiting-item.ts';
import { CommandError, exitCodes } from '../exit.ts';
import { intents } from '../intents/intents.ts';
import type { Target } from '../target.ts';
import { whole } from '../text/wrap.ts';

/** What a run of an environment waits for. */
export interface OpenWait extends RecordedWait {
  environment: string;
  intent: string;
}

/**
 * What the environment's run waits for.
 *
 * @throws CommandError NothingWaits
 */
export async function openWait(environment: string, target: Target): Promise<OpenWait> {
  const [wait] = await openWaits(environment, target);
  if (wait) return wait;
  const remedy = `${whole(`npx hsm status ${environment}${target.again}`)} shows what runs; provision it again where something is missing`;
  throw new CommandError(`no run of ${environment} waits for people`, exitCodes.refused, 'NothingWaits', { remedy });
}

/** Everything that is waited for, the newest first: a run that was stopped meanwhile waits no more. */
export async function openWaits(environment: string, { sfn }: Pick<Target, 'sfn'>): Promise<OpenWait[]> {
  const waits = await Promise.all(
    Object.keys(intents).map(async (intent) => {
      const wait = await readWaiting(environment, intent);
      if (!wait || wait.answered) return [];
      return (await isRunning(wait.execution)) ? [{ ...wait, environment, intent }] : [];
    }),
  );
  return waits.flat().toSorted((a, b) => Date.parse(b.since) - Date.parse(a.since));

  async function isRunning(executionArn: string): Promise<boolean> {
    try {
      return (await sfn.send(new DescribeExecutionCommand({ executionArn }))).status === 'RUNNING';
    } catch (error) {
      if (error instanceof ExecutionDoesNotExist) return false;
      throw error;
    }
  }
}
