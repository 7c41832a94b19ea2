import { exitCodes } from '../users/exit-codes.ts';
import { LifecycleError, withRemedy } from './lifecycle-error.ts';

export interface Failure {
  error: string;
  cause: string;
}

/** Causes as Step Functions hands them over: JSON of a function's error, of a stopped task, or of a child run. */
interface Cause {
  errorMessage?: string;
  Error?: string;
  Cause?: string;
  Containers?: { ExitCode?: number; Reason?: string }[];
  StoppedReason?: string;
  TaskArn?: string;
  ExecutionArn?: string;
  Status?: string;
}

/** For what no function of ours has explained: a time limit, a platform's error, a mistake of ours. */
const usualRemedy =
  'start the workflow again, it goes on from where it was; if it fails the same way, read the log of the step that the execution shows as failed';

/** The error and cause that people should see for what a state machine caught. */
export function explainFailure(error: string, cause: string): Failure {
  const parsed = parse(cause);
  if (parsed?.errorMessage !== undefined) return { error, cause: withRemedy(parsed.errorMessage, usualRemedy) };
  if (parsed?.Containers) return explainTask(parsed);
  if (parsed?.Error !== undefined) return explainFailure(parsed.Error, parsed.Cause ?? '');
  const part = parsed?.ExecutionArn && `the part ${parsed.ExecutionArn} ended ${parsed.Status}`;
  return { error, cause: withRemedy(part || cause || 'the state machine gives no cause', usualRemedy) };
}

function explainTask({ Containers = [], StoppedReason = '', TaskArn = '' }: Cause): Failure {
  const exitCode = Containers[0]?.ExitCode;
  const known = exitCodes.find(({ code }) => code === exitCode);
  const { message, name } = new LifecycleError(known?.error ?? 'UserTaskFailed', {
    doing: 'setting up the users',
    to: `task ${TaskArn.split('/').at(-1)}`,
    problem: known?.problem ?? (Containers[0]?.Reason || StoppedReason || `the container ended with exit code ${exitCode}`),
    remedy: known?.remedy ?? "read the task's log; is the image published (`npm run publish-image`) and has the task egress to port 443?",
  });
  return { error: name, cause: message };
}

function parse(cause: string): Cause | undefined {
  try {
    const value: unknown = JSON.parse(cause);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
