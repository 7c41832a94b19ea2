import { expect, test } from 'vitest';
import { errorTable } from '../../../../core/errors/error-table.ts';
import { exitCodes } from '../../../../core/users/exit-codes.ts';
import { explainTask, mayPass, taskThatRan } from '../../../../core/users/explain-task.ts';

/** What Step Functions tells of a task that stopped. */
const stoppedTask = (container: object, stopped: object = {}) =>
  JSON.stringify({
    TaskArn: 'arn:aws:ecs:us-east-1:123456789012:task/hsm-users/0123456789abcdef',
    StopCode: 'EssentialContainerExited',
    StoppedReason: 'Essential container in task exited',
    ...stopped,
    Containers: [container],
  });

test.each(exitCodes)('reads exit code $code of the task as $error', ({ code, error }) => {
  const { meaning: problem, remedy } = errorTable[error];

  expect(explainTask(stoppedTask({ ExitCode: code }))).toMatchObject({
    name: error,
    details: { doing: 'setting up the users', to: 'task 0123456789abcdef', problem, remedy },
  });
});

const log = { group: '/aws/ecs/hsm-users', stream: 'task/hsm-users/0123456789abcdef' };

test('says what the task has said last, what it has said to do, and where the rest stands', () => {
  const lastWords = { error: 'UserLocked' as const, problem: 'application is locked', remedy: 'unlock application' };

  expect(explainTask(stoppedTask({ ExitCode: 25 }), { log, lastWords })).toMatchObject({
    name: 'UserLocked',
    details: {
      to: 'task 0123456789abcdef, log stream task/hsm-users/0123456789abcdef of /aws/ecs/hsm-users',
      problem: 'application is locked',
      remedy: 'unlock application',
    },
  });
});

test('takes the words of a failure that has no exit code of its own', () => {
  const lastWords = { error: 'UserTaskFailed' as const, problem: 'the image holds no program cloudhsm-cli' };

  expect(explainTask(stoppedTask({ ExitCode: 1 }), { log, lastWords })).toMatchObject({ details: { problem: lastWords.problem } });
});

test.each([
  ['there are none', undefined],
  ['they are those of another error', { error: 'HsmUnreachable' as const, problem: 'of an earlier try' }],
])('says what the exit code means where words were looked for and %s', (_, lastWords) => {
  expect(explainTask(stoppedTask({ ExitCode: 25 }), { log, lastWords })).toMatchObject({
    name: 'UserLocked',
    details: { problem: errorTable.UserLocked.meaning, remedy: errorTable.UserLocked.remedy },
  });
});

test.each([
  ['a container that has ended', stoppedTask({ ExitCode: 20 }), true],
  ['a container that never began', stoppedTask({ Reason: 'CannotPullContainerError' }), false],
  ['no task at all', '{"Failures":[{"Reason":"Capacity is unavailable"}]}', false],
])('%s has left words, or not', (_, cause, ran) => {
  expect(taskThatRan(cause) !== undefined).toBe(ran);
});

test.each([
  ['an image that is not there', { Reason: 'CannotPullContainerError: not found' }, {}, 'CannotPullContainerError: not found'],
  ['a network without egress', {}, { StoppedReason: 'ResourceInitializationError: unable to pull secrets' }, 'ResourceInitializationError'],
  ['an exit code that says nothing', { ExitCode: 1 }, { StoppedReason: '' }, 'the container ended with exit code 1'],
])('a task that could not do its work says why: %s', (_, container, stopped, problem) => {
  expect(explainTask(stoppedTask(container, stopped))).toMatchObject({
    name: 'UserTaskFailed',
    details: { problem: expect.stringContaining(problem), remedy: expect.stringContaining('npm run publish-image') },
  });
});

test('a task that could not start says why', () => {
  const cause = JSON.stringify({ Failures: [{ Reason: 'Capacity is unavailable at this time' }], Tasks: [] });

  expect(explainTask(cause)).toMatchObject({ name: 'UserTaskFailed', details: { problem: 'Capacity is unavailable at this time' } });
});

test.each(['Timed out', 'null'])('a cause that is no JSON object is told as it is: %s', (cause) => {
  expect(explainTask(cause)).toMatchObject({ name: 'UserTaskFailed', details: { problem: cause } });
  expect(mayPass(cause)).toBe(true);
});

test.each([
  ['a wrong password: five bad logins lock the user', 20, false],
  ['a user that misses on an HSM', 21, true],
  ['an HSM that is not reached', 22, true],
  ['a failed activation', 23, true],
  ['a secret that gives no password', 24, false],
  ['a locked user', 25, false],
  ['a password that differs', 26, false],
  ['a role that differs', 27, false],
  ['an AWS that failed', 28, true],
  ['a time that ran out', 29, true],
  ['a quorum that is wanted', 30, false],
])('whether another task may end better after %s', (_, code, passes) => {
  expect(mayPass(stoppedTask({ ExitCode: code }))).toBe(passes);
});

test.each([
  ['never started', '{"Failures":[{"Reason":"Capacity is unavailable"}]}'],
  ['was stopped from outside', stoppedTask({ Reason: 'Host EC2 terminated' })],
  ['says nothing', 'Task failed'],
])('another task may end better than one that %s', (_, cause) => {
  expect(mayPass(cause)).toBe(true);
});
