import { DescribeExecutionCommand, ExecutionDoesNotExist, type ExecutionStatus } from '@aws-sdk/client-sfn';
import { sfn } from './aws.ts';

const executions = 'arn:aws:states:us-east-1:123456789012:execution';
process.env.ENTRY_PREFIX = `${executions}:cloudhsm-lifecycle-dev-`;

/** The execution for which a step works, unless told. */
export const execution = `${executions}:cloudhsm-lifecycle-dev-provision:this`;
export const otherExecution = `${executions}:cloudhsm-lifecycle-dev-scale:other`;
/** What an entry starts, or somebody by hand: it holds no lease of its own. */
export const bodyExecution = `${executions}:cloudhsm-lifecycle-body-dev-provision:child`;

export const lease = { environment: 'production', intent: 'provision', hash: 'aa11', holder: execution };

/** The state machine's time when a step begins, and when it is retried after creates whose outcome nobody knows. */
export const now = '2026-01-01T00:10:00.000Z';
export const aMinuteLater = '2026-01-01T00:11:00.500Z';
export const twoMinutesLater = '2026-01-01T00:12:01.000Z';

/** From now on Step Functions shows an execution so; `stoppedAt` is ISO 8601. */
export function executionIs(executionArn: string, status: ExecutionStatus, stoppedAt?: string, redriveCount = 0): void {
  const stopDate = stoppedAt ? new Date(stoppedAt) : undefined;
  sfn.on(DescribeExecutionCommand, { executionArn }).resolves({ status, stopDate, redriveCount });
}

/** From now on Step Functions does not show an execution. */
export function executionIsUnknown(executionArn: string): void {
  const error = new ExecutionDoesNotExist({ message: 'Execution Does Not Exist', $metadata: { httpStatusCode: 400 } });
  sfn.on(DescribeExecutionCommand, { executionArn }).rejects(error);
}
