import { expect, test } from 'vitest';
import { type ErrorName, errorTable } from '../../../../core/errors/error-table.ts';
import { LifecycleError, splitRemedy } from '../../../../core/errors/lifecycle-error.ts';
import { explainFailure } from '../../../../core/failures/explain-failure.ts';

const message = new LifecycleError('CsrChanged', { doing: 'reading', to: 'cluster-1', problem: 'it is gone', remedy: 'wait' }).message;

test("shows a function's own message", () => {
  const cause = JSON.stringify({ errorMessage: message, errorType: 'CsrChanged', trace: ['at…'] });

  expect(explainFailure('CsrChanged', cause)).toEqual({ error: 'CsrChanged', cause: message });
});

test('explains a task that stopped by its exit code', () => {
  const cause = JSON.stringify({ TaskArn: 'arn:aws:ecs:us-east-1:123456789012:task/hsm-users/0123', Containers: [{ ExitCode: 22 }] });
  const { meaning, remedy } = errorTable.HsmUnreachable;

  expect(explainFailure('States.TaskFailed', cause)).toEqual({
    error: 'HsmUnreachable',
    cause: `Setting up the users (task 0123): ${meaning} Remedy: ${remedy}`,
  });
});

test("explains the task of a child, whose failure has the child's words in it", () => {
  const task = JSON.stringify({ Containers: [{ ExitCode: 22 }] });
  const cause = JSON.stringify({ ExecutionArn: 'arn:child', Status: 'FAILED', Error: 'States.TaskFailed', Cause: task });

  expect(explainFailure('States.TaskFailed', cause).error).toBe('HsmUnreachable');
});

test('a task that Fargate has no room for is the task’s failure', () => {
  const cause = JSON.stringify({ Failures: [{ Reason: 'Capacity is unavailable at this time' }], Tasks: [] });

  expect(explainFailure('States.TaskFailed', cause)).toMatchObject({
    error: 'UserTaskFailed',
    cause: expect.stringContaining('Capacity is unavailable'),
  });
});

test("fails with the error and the cause of a child run, not with the child's failing", () => {
  const cause = JSON.stringify({ ExecutionArn: 'arn:child', Status: 'FAILED', Error: 'KeyStoreConnectionFailed', Cause: message });

  expect(explainFailure('States.TaskFailed', cause)).toEqual({ error: 'KeyStoreConnectionFailed', cause: message });
});

test("explains a child's raw cause, too", () => {
  const inner = JSON.stringify({ errorMessage: message, errorType: 'CsrChanged' });
  const cause = JSON.stringify({ Status: 'FAILED', Error: 'CsrChanged', Cause: inner });

  expect(explainFailure('States.TaskFailed', cause)).toEqual({ error: 'CsrChanged', cause: message });
});

test.each([
  [
    'TIMED_OUT',
    'BodyTimedOut',
    'it did not end within its time limit',
    /`aws stepfunctions get-execution-history --execution-arn arn:child /,
  ],
  ['ABORTED', 'BodyStopped', 'somebody has stopped it', /^start the workflow again/],
])('a child that ended %s has a name and a remedy of its own, and its input is not repeated', (Status, error, problem, remedy) => {
  const cause = JSON.stringify({ ExecutionArn: 'arn:child', Status, Input: '{"name":"production"}' });
  const parent = JSON.stringify({ ExecutionArn: 'arn:parent', Status: 'FAILED', Error: 'States.TaskFailed', Cause: cause });

  const explained = explainFailure('States.TaskFailed', parent);

  expect(explained.error).toBe(error);
  expect(splitRemedy(explained.cause)).toEqual({
    message: `Running a part of the workflow (arn:child): ${problem}`,
    remedy: expect.stringMatching(remedy),
  });
});

test('a step that was out of time is told with the child whose step it is', () => {
  const cause = JSON.stringify({ ExecutionArn: 'arn:child', Status: 'FAILED', Error: 'States.Timeout' });

  expect(explainFailure('States.TaskFailed', cause)).toMatchObject({
    error: 'TransientServiceError',
    cause: expect.stringContaining('States.Timeout: a step did not end within its time limit, of arn:child Remedy: '),
  });
});

test.each<[string, string, string, string, ErrorName]>([
  ['nothing but that time was up', 'States.Timeout', '', 'a step did not end within its time limit', 'TransientServiceError'],
  ['nothing', 'States.Runtime', '', 'the state machine gives no cause', 'StepFailed'],
  ['what the platform reports', 'Lambda.ServiceException', 'Internal', 'Internal', 'TransientServiceError'],
  ['what the platform refuses', 'ECS.InvalidParameterException', 'No such task definition', 'No such task definition', 'RequestRejected'],
  ['what a role lacks', 'ECS.AccessDeniedException', 'not authorized', 'not authorized', 'AccessDenied'],
  [
    'what a role lacks, under the name for any error',
    'Lambda.AWSLambdaException',
    'User is not authorized to perform: lambda:InvokeFunction',
    'User is not authorized to perform: lambda:InvokeFunction',
    'AccessDenied',
  ],
  ['JSON that is no object', 'States.Runtime', '42', '42', 'StepFailed'],
  ["a function's mistake", 'TypeError', '{"errorMessage":"x is undefined"}', 'x is undefined', 'StepFailed'],
])('always has a name of ours, the original one, and a remedy: %s', (_, original, cause, problem, error) => {
  expect(explainFailure(original, cause)).toEqual({ error, cause: `${original}: ${problem} Remedy: ${errorTable[error].remedy}` });
});
