import { DescribeExecutionCommand, ExecutionDoesNotExist } from '@aws-sdk/client-sfn';
import { sfn } from '../aws/sfn.ts';

/** How long a function of an execution that has ended may still be at work, in seconds: their time limit, and a little more. */
const settlingSeconds = 60;

/** `settling`: it has ended, and a function of it may still be at work. */
export type Life = 'running' | 'settling' | 'over';

/**
 * Whether an execution still works; one that nobody knows any more does not.
 *
 * @param now ISO 8601: the state machine's time
 */
export async function lifeOf(executionArn: string, now: string): Promise<Life> {
  try {
    const { status, stopDate } = await sfn().send(new DescribeExecutionCommand({ executionArn }));
    if (status === 'RUNNING' || status === 'PENDING_REDRIVE') return 'running';
    return Date.parse(now) - (stopDate?.getTime() ?? 0) < settlingSeconds * 1000 ? 'settling' : 'over';
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return 'over';
    throw error;
  }
}
