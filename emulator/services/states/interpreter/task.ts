import type { Branch } from '../branch.ts';
import { checkDataLimit } from '../data-limit.ts';
import type { TaskState } from '../definition.ts';
import { complaintsAbout } from '../integrations/arguments.ts';
import { parseResource, type Resource } from '../integrations/resource.ts';
import { parametersObject } from '../integrations/service-call.ts';
import { runActivity } from './activity-task.ts';
import { evaluate, evaluationFailure } from './evaluation.ts';
import { recover } from './recover.ts';
import { runtimeFailure } from './runtime-failure.ts';
import { runServiceTask } from './service-task.ts';
import { type Step, shape } from './step.ts';
import { taskCall } from './task-call.ts';
import { invokeFunction } from './task-function.ts';
import type { TaskLimits } from './task-limits.ts';

/** Each attempt evaluates the fields anew, so that a retry gets its own token and its own RetryCount. */
export function runTask(branch: Branch, state: TaskState): Promise<Step> {
  return recover(branch, state, async () => {
    const result = await attempt(branch, state);
    return shape(branch, state, state.Next, { visible: { result }, otherwise: result });
  });
}

async function attempt(branch: Branch, state: TaskState): Promise<unknown> {
  const resource = parseResource(state.Resource);
  if (!resource) throw new Error(`the definition was let through with the resource ${state.Resource}`);
  const call = taskCall(branch);
  const waits = resource.kind === 'service' && resource.pattern === '.waitForTaskToken';
  const token = waits ? call.place.states.tokens.draw(...call.purpose) : undefined;
  const parameters =
    state.Arguments === undefined ? branch.current.input : await evaluate(branch, state.Arguments, 'Arguments', { visible: { token } });
  checkDataLimit(branch.current.name, parameters);
  checkParameters(branch, resource, parameters);
  const limits = await limitsOf(branch, state);
  if (resource.kind === 'function') return invokeFunction(branch, resource.arn, parameters, limits, call);
  if (resource.kind === 'activity') return runActivity(branch, resource.arn, parameters, limits, call);
  return runServiceTask(branch, resource, parameters, limits, call, token);
}

/** @throws StateError before the task is scheduled, as recorded: there is no event of the task */
function checkParameters(branch: Branch, resource: Resource, parameters: unknown): void {
  if (resource.kind !== 'service') return;
  const complaints = complaintsAbout(parametersObject(parameters), resource.integration.accepts);
  if (complaints.length === 0) return;
  const why = complaints.map(({ message }) => message).join(', ');
  throw runtimeFailure(branch, `The Parameters '${JSON.stringify(parameters)}' could not be used to start the Task: [${why}]`);
}

async function limitsOf(branch: Branch, state: TaskState): Promise<TaskLimits> {
  const timeoutSeconds = await seconds(branch, state.TimeoutSeconds, 'TimeoutSeconds');
  const heartbeatSeconds = await seconds(branch, state.HeartbeatSeconds, 'HeartbeatSeconds');
  if (timeoutSeconds !== undefined && heartbeatSeconds !== undefined && heartbeatSeconds >= timeoutSeconds) {
    const why = `The HeartbeatSeconds field must be smaller than TimeoutSeconds (${timeoutSeconds}) but was: ${heartbeatSeconds}`;
    throw evaluationFailure(branch, why, 'HeartbeatSeconds');
  }
  return { timeoutSeconds, heartbeatSeconds };
}

async function seconds(branch: Branch, field: unknown, location: string): Promise<number | undefined> {
  if (field === undefined) return undefined;
  const value = (await evaluate(branch, field, location, { type: 'number' })) as number;
  if (Number.isInteger(value) && value > 0) return value;
  throw evaluationFailure(branch, `The ${location} field must be a positive integer but was: ${value}`, location);
}
