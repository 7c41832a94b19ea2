import { errorTable } from '../errors/error-table.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';

/** What Step Functions tells of a task that stopped, or that could not start. */
interface StoppedTask {
  Containers?: { ExitCode?: number; Reason?: string }[];
  StoppedReason?: string;
  Failures?: { Reason?: string }[];
  TaskArn?: string;
}

/** The error that a stopped task stands for. @param cause of States.TaskFailed: JSON */
export function explainTask(cause: string): LifecycleError {
  const { Containers = [], StoppedReason = '', Failures = [], TaskArn = '' } = parsed(cause);
  const known = knownExit(Containers);
  const reason = Containers[0]?.Reason || StoppedReason || Failures.map(({ Reason }) => Reason).join(', ');
  return new LifecycleError(known?.error ?? 'UserTaskFailed', {
    doing: 'setting up the users',
    to: `task ${TaskArn.split('/').at(-1)}`,
    problem: known ? errorTable[known.error].meaning : reason || `the container ended with exit code ${Containers[0]?.ExitCode}`,
  });
}

/** Whether another task may end better: not where a bad login would count, or people have to mend something. */
export function mayPass(cause: string): boolean {
  return knownExit(parsed(cause).Containers)?.passing ?? true;
}

function knownExit([container]: StoppedTask['Containers'] = []): ExitCode | undefined {
  return exitCodes.find(({ code }) => code === container?.ExitCode);
}

function parsed(cause: string): StoppedTask {
  try {
    return (JSON.parse(cause) as StoppedTask | null) ?? { StoppedReason: cause };
  } catch {
    return { StoppedReason: cause };
  }
}
