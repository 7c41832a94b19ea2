import type { Branch } from '../branch.ts';
import { checkDataLimit } from '../data-limit.ts';
import { eventData } from '../history.ts';
import type { TaskCall } from '../integrations/integration.ts';
import { answered, invoke } from '../integrations/lambda-invoke.ts';
import { StateError } from '../state-error.ts';
import { limitDetails, type TaskLimits, Watch } from './task-limits.ts';

/** One attempt of a task whose Resource is a function's own ARN: its answer is the result. */
export async function invokeFunction(branch: Branch, arn: string, input: unknown, limits: TaskLimits, call: TaskCall): Promise<unknown> {
  const { timeoutInSeconds } = limitDetails(limits);
  const timeout = timeoutInSeconds === undefined ? {} : { timeoutInSeconds };
  branch.record('LambdaFunctionScheduled', {
    lambdaFunctionScheduledEventDetails: { resource: arn, ...eventData('input', input), ...timeout },
  });
  branch.record('LambdaFunctionStarted');
  const watch = new Watch(branch, limits, 'drive');
  try {
    const answer = await watch.over(invoke(call, { FunctionName: arn }, JSON.stringify(input ?? {})));
    const output = answered(answer.Payload);
    checkDataLimit(arn, output);
    branch.record('LambdaFunctionSucceeded', { lambdaFunctionSucceededEventDetails: eventData('output', output) });
    return output;
  } catch (failure) {
    if (!(failure instanceof StateError)) throw failure;
    const what = failure.error === 'States.Timeout' ? 'TimedOut' : 'Failed';
    const details = { error: failure.error, ...(failure.cause === undefined ? {} : { cause: failure.cause }) };
    failure.eventId = branch.record(`LambdaFunction${what}`, { [`lambdaFunction${what}EventDetails`]: details });
    throw failure;
  } finally {
    watch.end();
  }
}
