import { expect, test } from 'vitest';
import { type ErrorName, errorTable } from '../../../../core/errors/error-table.ts';
import { LifecycleError, splitRemedy } from '../../../../core/errors/lifecycle-error.ts';
import { explainFailure } from '../../../../core/failures/explain-failure.ts';
import { exitCodeOf, exitCodes } from '../../../../core/users/exit-codes.ts';

const message = new LifecycleError('CsrChanged', { doing: 'reading', to: 'cluster-1', problem: 'it is gone', remedy: 'wait' }).message;
const taskArn = 'arn:aws:ecs:us-east-1:123456789012:task/hsm-users/0123456789abcdef';

const stoppedTask = (container: object, stopped: object = {}) =>
  JSON.stringify({
    TaskArn: taskArn,
    StopCode: 'EssentialContainerExited',
    StoppedReason: 'Essential container in task exited',
    ...stopped,
    Containers: [container],
  });

test("shows a function's own message", () => {
  const cause = JSON.stringify({ errorMessage: message, errorType: 'CsrChanged', trace: ['at…'] });

  expect(explainFailure('CsrChanged', cause)).toEqual({ error: 'CsrChanged', cause: message });
});

test.each(exitCodes)('reads exit code $code of the task as $error', ({ code, error }) => {
  const explained = explainFailure('States.TaskFailed', stoppedTask({ ExitCode: code }));

  expect(explained.error).toBe(error);
  const { meaning, remedy } = errorTable[error];
  expect(explained.cause).toBe(`Setting up the users (task 0123456789abcdef): ${meaning} Remedy: ${remedy}`);
});

test.each([
  ['an image that is not there', { Reason: 'CannotPullContainerError: not found' }, {}, 'CannotPullContainerError: not found'],
  ['a network without egress', {}, { StoppedReason: 'ResourceInitializationError: unable to pull secrets' }, 'ResourceInitializationError'],
  ['an exit code that says nothing', { ExitCode: 1 }, { StoppedReason: '' }, 'the container ended with exit code 1'],
])('a task that could not do its work says why: %s', (_, container, stopped, problem) => {
  const explained = explainFailure('States.TaskFailed', stoppedTask(container, stopped));

  expect(explained.error).toBe('UserTaskFailed');
  expect(explained.cause).toContain(problem);
  expect(splitRemedy(explained.cause).remedy).toContain('npm run publish-image');
});

test("fails with the error and the cause of a part, not with the part's failing", () => {
  const cause = JSON.stringify({ ExecutionArn: 'arn:part', Status: 'FAILED', Error: 'KeyStoreConnectionFailed', Cause: message });

  expect(explainFailure('States.TaskFailed', cause)).toEqual({ error: 'KeyStoreConnectionFailed', cause: message });
});

test("explains a part's raw cause, too", () => {
  const inner = JSON.stringify({ errorMessage: message, errorType: 'CsrChanged' });
  const cause = JSON.stringify({ Status: 'FAILED', Error: 'CsrChanged', Cause: inner });

  expect(explainFailure('States.TaskFailed', cause)).toEqual({ error: 'CsrChanged', cause: message });
});

test('a part that was stopped or ran out of time is named, and its input is not repeated', () => {
  const cause = JSON.stringify({ ExecutionArn: 'arn:part', Status: 'TIMED_OUT', Input: '{"name":"production"}' });

  expect(explainFailure('States.TaskFailed', cause)).toEqual({
    error: 'StepFailed',
    cause: `States.TaskFailed: the part arn:part ended TIMED_OUT Remedy: ${errorTable.StepFailed.remedy}`,
  });
});

test.each<[string, string, string, string, ErrorName]>([
  ['nothing', 'States.Timeout', '', 'the state machine gives no cause', 'TransientServiceError'],
  ['what the platform reports', 'Lambda.ServiceException', 'Internal', 'Internal', 'TransientServiceError'],
  ['what the platform refuses', 'ECS.InvalidParameterException', 'No such task definition', 'No such task definition', 'RequestRejected'],
  ['what a role lacks', 'ECS.AccessDeniedException', 'not authorized', 'not authorized', 'AccessDenied'],
  ['JSON that is no object', 'States.Runtime', '42', '42', 'StepFailed'],
  ["a function's mistake", 'TypeError', '{"errorMessage":"x is undefined"}', 'x is undefined', 'StepFailed'],
])('always has a name of ours, the original one, and a remedy: %s', (_, original, cause, problem, error) => {
  expect(explainFailure(original, cause)).toEqual({ error, cause: `${original}: ${problem} Remedy: ${errorTable[error].remedy}` });
});

test('a task that Fargate has no room for is the task’s failure', () => {
  const cause = JSON.stringify({ Failures: [{ Reason: 'Capacity is unavailable at this time' }], Tasks: [] });

  expect(explainFailure('States.TaskFailed', cause)).toMatchObject({
    error: 'UserTaskFailed',
    cause: expect.stringContaining('Capacity is unavailable'),
  });
});

test('every exit code stands for one error, and 1 for any other', () => {
  expect(new Set(exitCodes.map(({ code }) => code)).size).toBe(exitCodes.length);
  for (const { code, error } of exitCodes) expect(exitCodeOf(error)).toBe(code);
  expect(exitCodeOf('UserTaskFailed')).toBe(1);
});
