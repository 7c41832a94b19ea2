import { deferred } from '../../../kernel/deferred.ts';
import type { Branch } from '../branch.ts';
import { checkDataLimit } from '../data-limit.ts';
import { eventData } from '../history.ts';
import type { TaskCall } from '../integrations/integration.ts';
import { StateError } from '../state-error.ts';
import { runtimeFailure } from './runtime-failure.ts';
import { limitDetails, type TaskLimits, Watch } from './task-limits.ts';

/** One attempt of a task whose Resource is an activity: a worker asks for it, and answers by its token. */
export async function runActivity(branch: Branch, arn: string, input: unknown, limits: TaskLimits, call: TaskCall): Promise<unknown> {
  const { activities, tokens } = call.place.states;
  const activity = activities.find(arn);
  if (!activity) throw runtimeFailure(branch, `The activity ${arn} does not exist.`);
  branch.record('ActivityScheduled', {
    activityScheduledEventDetails: { resource: arn, ...eventData('input', input), ...limitDetails(limits) },
  });
  const watch = new Watch(branch, limits, 'ride');
  const token = tokens.draw(...call.purpose);
  const { promise: answer, resolve } = deferred<unknown>();
  const withdraw = activity.offer({
    input: JSON.stringify(input),
    start(workerName) {
      branch.record('ActivityStarted', { activityStartedEventDetails: { ...(workerName === undefined ? {} : { workerName }) } });
      resolve(tokens.open(token, { executionArn: call.executionArn, heartbeat: () => watch.heartbeat() }));
      watch.heartbeat();
      return token;
    },
  });
  try {
    const output = await watch.over(answer);
    checkDataLimit(arn, output);
    branch.record('ActivitySucceeded', { activitySucceededEventDetails: eventData('output', output) });
    return output;
  } catch (failure) {
    if (!(failure instanceof StateError)) throw failure;
    const what = failure.error === 'States.Timeout' ? 'TimedOut' : 'Failed';
    const { error, cause } = failure;
    const details = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
    failure.eventId = branch.record(`Activity${what}`, { [`activity${what}EventDetails`]: details });
    throw failure;
  } finally {
    withdraw();
    tokens.close(token);
    watch.end();
  }
}
