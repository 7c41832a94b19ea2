import * as z from 'zod/mini';
import { asError, explainFailure } from '../core/failures/explain-failure.ts';
import { step } from '../core/step.ts';
import { explainTask, mayPass, taskThatRan } from '../core/users/explain-task.ts';
import { lastWordsOf, logOfTask } from '../core/users/task-log.ts';

const Input = z.object({
  /** What the state machine caught of the task. */
  stopped: z.object({ Error: z.string(), Cause: z.string() }),
  /** How many tasks have failed in this run. */
  tries: z.int(),
});
const Output = z.object({});

const mostTries = 2;

/** What ECS says of a task that it does not start, and may start a minute later. */
const maybeLater = ['TransientServiceError', 'UserTaskFailed'];

/**
 * What a task has ended with: worth another try, or an error with a name and the task's own words. A bad login is not worth one: five lock
 * the user.
 */
export const handler = step(Input, Output, async ({ stopped, tries }) => {
  const refused = stopped.Error === 'States.TaskFailed' ? undefined : explainFailure(stopped.Error, stopped.Cause);
  if (refused && !maybeLater.includes(refused.error)) throw asError(refused);
  if (tries <= mostTries && mayPass(stopped.Cause)) return {};
  if (refused) throw asError(refused);
  const taskArn = taskThatRan(stopped.Cause);
  const log = taskArn ? logOfTask(taskArn) : undefined;
  throw explainTask(stopped.Cause, log && { log, lastWords: await lastWordsOf(log) });
});
