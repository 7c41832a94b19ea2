import { DescribeExecutionCommand, ExecutionDoesNotExist } from '@aws-sdk/client-sfn';
import { sfn } from '../aws/sfn.ts';
import { elapsedSeconds } from '../waiting/progress.ts';

/** How long a function of an execution that has ended may still be at work, in seconds: their time limit, and a little more. */
const settlingSeconds = 60;
/** How long after its start Step Functions may not show an execution yet, in seconds: its reads are eventually consistent. */
const appearingSeconds = 300;

const noArn = new Set(['InvalidArn', 'ValidationException']);

/** `settling`: it has ended, and a function of it may still be at work; or it is too young to be missed. */
type Life = 'running' | 'settling' | 'over';

/**
 * Whether an execution still works.
 *
 * @param since ISO 8601: when it is known to have begun
 * @param now ISO 8601: the state machine's time
 */
export async function lifeOf(executionArn: string, since: string, now: string): Promise<Life> {
  try {
    const { status, stopDate } = await sfn().send(new DescribeExecutionCommand({ executionArn }));
    if (status === 'RUNNING' || status === 'PENDING_REDRIVE') return 'running';
    return elapsedSeconds({ since: stopDate?.toISOString() ?? since, now }) < settlingSeconds ? 'settling' : 'over';
  } catch (error) {
    // somebody has edited the record: nobody is at work under what is no execution's name
    if (noArn.has((error as Error).name)) return 'over';
    if (!(error instanceof ExecutionDoesNotExist)) throw error;
    return elapsedSeconds({ since, now }) < appearingSeconds ? 'settling' : 'over';
  }
}

/**
 * Whether an execution that had ended was redriven since, and has not failed again: it runs, or it has succeeded. That it runs is no sign
 * by itself: Step Functions' reads are eventually consistent, and may still show it as it was before its end.
 *
 * @param redriveCount how often it had been redriven when it ended
 */
export async function recovered(executionArn: string, redriveCount: number): Promise<boolean> {
  try {
    const { status, redriveCount: now = 0 } = await sfn().send(new DescribeExecutionCommand({ executionArn }));
    return now > redriveCount && (status === 'RUNNING' || status === 'PENDING_REDRIVE' || status === 'SUCCEEDED');
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return false;
    throw error;
  }
}
