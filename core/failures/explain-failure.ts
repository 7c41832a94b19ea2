import { type ErrorName, errorTable, isErrorName } from '../errors/error-table.ts';
import { LifecycleError, withRemedy } from '../errors/lifecycle-error.ts';
import { jsonValue } from '../json-value.ts';
import { explainTask } from '../users/explain-task.ts';

export interface Failure {
  error: string;
  cause: string;
}

/** Causes as Step Functions hands them over: JSON of a function's error, of a stopped task, or of a child run. */
interface Cause {
  errorMessage?: string;
  Error?: string;
  Cause?: string;
  Containers?: object[];
  Failures?: object[];
  ExecutionArn?: string;
  Status?: string;
}

/** A role of a state machine lacks a permission: some integrations report it under a name that stands for every error of the service. */
const denied = /AccessDenied|AuthorizationError|not authorized to perform/;

/** What Step Functions reports of a call itself, by what it means for us; the first that fits counts. */
const platformErrors: [RegExp, ErrorName][] = [
  [/^[A-Za-z]+\.(.*Invalid|Validation|.*NotFound|.*DoesNotExist|.*AlreadyExists|ClientException)/, 'RequestRejected'],
  [/^(Lambda|ECS|SNS|EventBridge|StepFunctions|Sandbox|Runtime)\.|^States\.Timeout$/, 'TransientServiceError'],
];

/** What a function throws that has learned of a failure and ends with it. */
export function asError({ error, cause }: Failure): Error {
  return Object.assign(new Error(cause), { name: error });
}

/** The error and cause that people should see for what a state machine caught. */
export function explainFailure(error: string, cause: string): Failure {
  const parsed = parse(cause);
  if (parsed?.errorMessage !== undefined) return named(error, parsed.errorMessage);
  if (parsed?.Containers || parsed?.Failures) {
    const task = explainTask(cause);
    return { error: task.name, cause: task.message };
  }
  if (parsed?.Error !== undefined) return explainFailure(parsed.Error, parsed.Cause || ofChild(parsed));
  const ended = parsed?.ExecutionArn && endOfChild(parsed.ExecutionArn, parsed.Status);
  if (ended) return { error: ended.name, cause: ended.message };
  return named(error, cause || (error === 'States.Timeout' ? outOfTime : 'the state machine gives no cause'));
}

const outOfTime = 'a step did not end within its time limit';

/** What is known of a child's failure that has no cause of its own. */
function ofChild({ Error: error, ExecutionArn }: Cause): string {
  return error === 'States.Timeout' && ExecutionArn ? `${outOfTime}, of ${ExecutionArn}` : '';
}

/** A child that ended without failing; undefined for one that did. */
function endOfChild(arn: string, status = ''): LifecycleError | undefined {
  const told = { doing: 'running a part of the workflow', to: arn };
  if (status === 'ABORTED') return new LifecycleError('BodyStopped', { ...told, problem: 'somebody has stopped it' });
  if (status !== 'TIMED_OUT') return undefined;
  const command = `aws stepfunctions get-execution-history --execution-arn ${arn} --reverse-order --max-results 20`;
  const remedy = `see what it waited for last (\`${command}\`), then start the workflow again; it goes on from where it was`;
  return new LifecycleError('BodyTimedOut', { ...told, problem: 'it did not end within its time limit', remedy });
}

/** Under a name of ours: people look the names up, and alarms count them. */
function named(error: string, text: string): Failure {
  if (isErrorName(error)) return { error, cause: withRemedy(text, errorTable[error].remedy) };
  if (/^[A-Z][A-Za-z]+\./.test(error) && denied.test(`${error} ${text}`)) return told('AccessDenied', error, text);
  const [, name] = platformErrors.find(([meaning]) => meaning.test(error)) ?? [/./, 'StepFailed' as const];
  return told(name, error, text);
}

function told(name: ErrorName, error: string, text: string): Failure {
  return { error: name, cause: withRemedy(`${error}: ${text}`, errorTable[name].remedy) };
}

function parse(cause: string): Cause | undefined {
  const value = jsonValue(cause);
  return typeof value === 'object' && value !== null ? value : undefined;
}
