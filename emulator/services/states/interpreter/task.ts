import type { Branch } from '../branch.ts';
import { checkDataLimit } from '../data-limit.ts';
import type { TaskState } from '../definition.ts';
import { misfits } from '../integrations/argument-types.ts';
import { complaintsAbout } from '../integrations/arguments.ts';
import { parseResource, type Resource } from '../integrations/resource.ts';
import { parametersObject } from '../integrations/service-call.ts';
import { runActivity } from './activity-task.ts';
import { languageOf } from './language-of.ts';
import { recover } from './recover.ts';
import { runtimeFailure } from './runtime-failure.ts';
import { runServiceTask } from './service-task.ts';
import type { Step } from './step.ts';
import { taskCall } from './task-call.ts';
import { invokeFunction } from './task-function.ts';

/** Each attempt evaluates the fields anew, so that a retry gets its own token and its own RetryCount. */
export function runTask(branch: Branch, state: TaskState): Promise<Step> {
  return recover(branch, state, async () => {
    const result = await attempt(branch, state);
    return languageOf(branch).finish(branch, state, result);
  });
}

async function attempt(branch: Branch, state: TaskState): Promise<unknown> {
  const resource = parseResource(state.Resource);
  if (!resource) throw new Error(`the definition was let through with the resource ${state.Resource}`);
  const call = taskCall(branch);
  const waits = resource.kind === 'service' && resource.pattern !== '';
  const token = waits ? call.place.states.tokens.draw(...call.purpose) : undefined;
  const language = languageOf(branch);
  const parameters = await language.given(branch, state, token);
  checkDataLimit(branch.current.name, parameters);
  checkParameters(branch, resource, parameters);
  const limits = await language.limits(branch, state);
  if (resource.kind === 'function') return invokeFunction(branch, resource.arn, parameters, limits, call);
  if (resource.kind === 'activity') return runActivity(branch, resource.arn, parameters, limits, call);
  return runServiceTask(branch, resource, parameters, limits, call, token);
}

/** @throws StateError before the task is scheduled, as recorded: there is no event of the task */
function checkParameters(branch: Branch, resource: Resource, parameters: unknown): void {
  if (resource.kind !== 'service') return;
  const { accepts } = resource.integration;
  const complaints = complaintsAbout(parametersObject(parameters), accepts).map(({ message }) => message);
  const problems = 'model' in accepts ? [...complaints, ...misfits(accepts.model, accepts.operation, parameters)] : complaints;
  if (problems.length === 0) return;
  const why = problems.join(', ');
  throw runtimeFailure(branch, `The Parameters '${JSON.stringify(parameters)}' could not be used to start the Task: [${why}]`);
}
