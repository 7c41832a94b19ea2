import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { sfn } from '../aws/sfn.ts';
import { jsonValue } from '../json-value.ts';

const executionArn = /"ExecutionArn":"(arn:[^"]+:execution:[^"]+)"/;

/**
 * The cause of a child's failure, whole. Step Functions cuts a cause at 32,768 characters, and what is cut is no JSON: then the child
 * itself is asked. Any other cause is returned as it is.
 */
export async function uncutCause(cause: string): Promise<string> {
  const child = executionArn.exec(cause)?.[1];
  if (!child || jsonValue(cause) !== undefined) return cause;
  const { status, error, cause: own } = await sfn().send(new DescribeExecutionCommand({ executionArn: child }));
  return JSON.stringify({ ExecutionArn: child, Status: status, ...(error && { Error: error, Cause: await uncutCause(own ?? '') }) });
}
