import * as z from 'zod/mini';
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

/**
 * What a task has ended with: worth another try, or an error with a name and the task's own words. A bad login is not worth one: five lock
 * the user.
 */
export const handler = step(Input, Output, async ({ stopped, tries }) => {
  if (tries <= mostTries && mayPass(stopped.Cause)) return {};
  const taskArn = taskThatRan(stopped.Cause);
  const log = taskArn ? logOfTask(taskArn) : undefined;
  throw explainTask(stopped.Cause, log && { log, lastWords: await lastWordsOf(log) });
});
