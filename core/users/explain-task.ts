import { errorTable } from '../errors/error-table.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import { jsonValue } from '../json-value.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { LastWords } from './last-words.ts';
import type { TaskLog } from './task-log.ts';

/** What Step Functions tells of a task that stopped, or that could not start. */
interface StoppedTask {
  Containers?: { ExitCode?: number; Reason?: string }[];
  StoppedReason?: string;
  Failures?: { Reason?: string }[];
  TaskArn?: string;
}

/** What a task has left of itself beyond what ECS says. */
interface TaskReport {
  log: TaskLog;
  lastWords: LastWords['failure'] | undefined;
}

/**
 * The error that a stopped task stands for, in the task's own words where it has left some.
 *
 * @param cause of States.TaskFailed: JSON
 */
export function explainTask(cause: string, report?: TaskReport): LifecycleError {
  const { Containers = [], StoppedReason = '', Failures = [], TaskArn = '' } = parsed(cause);
  const known = knownExit(Containers);
  const name = known?.error ?? 'UserTaskFailed';
  const reason = Containers[0]?.Reason || StoppedReason || Failures.map(({ Reason }) => Reason).join(', ');
  const said = known ? errorTable[known.error].meaning : reason || `the container ended with exit code ${Containers[0]?.ExitCode}`;
  const words = report?.lastWords?.error === name ? report.lastWords : undefined;
  return new LifecycleError(name, {
    doing: 'setting up the users',
    to: `task ${TaskArn.split('/').at(-1)}${report ? `, log stream ${report.log.stream} of ${report.log.group}` : ''}`,
    problem: words?.problem ?? said,
    remedy: words?.remedy,
  });
}

/** The ARN of a task whose container has run; undefined where none has. */
export function taskThatRan(cause: string): string | undefined {
  const { Containers: [container] = [], TaskArn } = parsed(cause);
  return container?.ExitCode === undefined ? undefined : TaskArn;
}

/** Whether another task may end better: not where a bad login would count, or people have to mend something. */
export function mayPass(cause: string): boolean {
  return knownExit(parsed(cause).Containers)?.passing ?? true;
}

function knownExit([container]: StoppedTask['Containers'] = []): ExitCode | undefined {
  return exitCodes.find(({ code }) => code === container?.ExitCode);
}

function parsed(cause: string): StoppedTask {
  return (jsonValue(cause) as StoppedTask | null | undefined) ?? { StoppedReason: cause };
}
