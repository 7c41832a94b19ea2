import { checkedExchange } from '../answers.ts';
import type { HttpAnswer, Subject } from '../subject-client.ts';

/**
 * Creates a machine, if it is taken, runs it, and looks at it until it ends.
 *
 * @param failures errors that it may end with, as they follow `States.`, beside those that any machine may end with
 * @throws Error where it does not come to an end that Step Functions has
 */
export async function runDefinition(subject: Subject, definition: string, input: unknown, ...failures: string[]): Promise<void> {
  const made = await ask(subject, 'CreateStateMachine', { name: 'fuzz', roleArn: 'arn:aws:iam::123456789012:role/machine', definition });
  if (made.status >= 400) return;
  const { stateMachineArn } = JSON.parse(made.text) as { stateMachineArn: string };
  const started = await ask(subject, 'StartExecution', { stateMachineArn, input: JSON.stringify(input) });
  if (started.status < 400) await ended(subject, (JSON.parse(started.text) as { executionArn: string }).executionArn, failures);
  await ask(subject, 'DeleteStateMachine', { stateMachineArn });
}

async function ended(subject: Subject, executionArn: string, failures: string[]): Promise<void> {
  const allowed = ['DataLimitExceeded', 'Runtime', ...failures].map((name) => `States.${name}`);
  const until = performance.now() + 60_000;
  while (performance.now() < until) {
    const { text } = await ask(subject, 'DescribeExecution', { executionArn });
    const { status, error, cause = '' } = JSON.parse(text) as { status: string; error?: string; cause?: string };
    if (status === 'RUNNING') {
      await new Promise((resolve) => setTimeout(resolve, 2));
      continue;
    }
    if (status === 'FAILED' && (!allowed.includes(error ?? 'States.Runtime') || cause.startsWith('The emulator failed'))) {
      throw new Error(`the execution ended with ${error}: ${cause}`);
    }
    return;
  }
  throw new Error('the execution had no end within a minute');
}

function ask(subject: Subject, operation: string, input: object): Promise<HttpAnswer> {
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AWSStepFunctions.${operation}` };
  return checkedExchange(subject, { method: 'POST', path: '/', headers, body: JSON.stringify(input) }, 'json');
}
