import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/check-task.ts';
import { cloudwatchLogs } from '../aws.ts';
import { context, loggedErrors } from '../lambda-context.ts';
import { rejection } from '../service-errors.ts';

process.env.HSM_USERS_LOG_GROUP = '/aws/ecs/hsm-users';

beforeEach(() => {
  cloudwatchLogs.reset();
});

const stopped = (exitCode: number) => ({ Error: 'States.TaskFailed', Cause: JSON.stringify({ Containers: [{ ExitCode: exitCode }] }) });

const ofTask = (exitCode: number) => {
  const TaskArn = 'arn:aws:ecs:us-east-1:123456789012:task/hsm-users/0123456789abcdef';
  return { Error: 'States.TaskFailed', Cause: JSON.stringify({ TaskArn, Containers: [{ ExitCode: exitCode }] }) };
};

test.each([
  ['an HSM that was not reached', 22],
  ['an exit code that says nothing', 1],
  ['a user that was missing', 21],
])('%s is worth two more tries', async (_, exitCode) => {
  for (const tries of [1, 2]) expect(await handler({ stopped: stopped(exitCode), tries }, context)).toEqual({});

  await expect(handler({ stopped: stopped(exitCode), tries: 3 }, context)).rejects.toMatchObject({
    details: { doing: 'setting up the users' },
  });
});

test.each([
  [21, 'UserMissingOnHsm'],
  [22, 'HsmUnreachable'],
  [23, 'ActivationFailed'],
  [24, 'SecretUnusable'],
  [1, 'UserTaskFailed'],
])('after the last try exit code %i is %s', async (exitCode, name) => {
  await expect(handler({ stopped: stopped(exitCode), tries: 3 }, context)).rejects.toMatchObject({ name });
});

test.each([
  ['a wrong password of admin: five bad logins lock the user', 20, 'AdminPasswordWrong'],
  ['a locked user', 25, 'UserLocked'],
  ['what people have to mend', 24, 'SecretUnusable'],
])('%s is not tried again', async (_, exitCode, name) => {
  await expect(handler({ stopped: stopped(exitCode), tries: 1 }, context)).rejects.toMatchObject({ name });
});

test.each([
  ['a role that may not run it', 'ECS.AccessDeniedException', 'not authorized to perform: ecs:RunTask', 'AccessDenied'],
  ['a request that ECS refuses', 'ECS.InvalidParameterException', 'No subnets', 'RequestRejected'],
])('a task that is not started for %s is told at once, in its words', async (_, error, Cause, name) => {
  await expect(handler({ stopped: { Error: error, Cause }, tries: 1 }, context)).rejects.toMatchObject({
    name,
    message: expect.stringContaining(`${error}: ${Cause} Remedy: `),
  });
});

test('one that ECS may start later is worth two more tries', async () => {
  const throttled = { Error: 'ECS.ThrottlingException', Cause: 'Rate exceeded' };
  for (const tries of [1, 2]) expect(await handler({ stopped: throttled, tries }, context)).toEqual({});

  await expect(handler({ stopped: throttled, tries: 3 }, context)).rejects.toMatchObject({ name: 'TransientServiceError' });
});

test('the error is told in the last words of the task, which stand in its log', async () => {
  const failure = { error: 'UserLocked', problem: 'application is locked after bad logins', remedy: 'unlock it' };
  const events = [{ message: 'set-up cluster-1' }, { message: JSON.stringify({ failure }) }];
  cloudwatchLogs.on(GetLogEventsCommand).resolves({ events });

  await expect(handler({ stopped: ofTask(25), tries: 1 }, context)).rejects.toMatchObject({
    name: 'UserLocked',
    details: { problem: failure.problem, remedy: failure.remedy },
  });
  expect(cloudwatchLogs.commandCalls(GetLogEventsCommand)[0]!.args[0].input).toEqual({
    logGroupName: '/aws/ecs/hsm-users',
    logStreamName: 'task/hsm-users/0123456789abcdef',
    limit: 50,
  });
});

test('words that cannot be read take nothing from the error', async () => {
  cloudwatchLogs.on(GetLogEventsCommand).rejects(rejection('ResourceNotFoundException'));

  await expect(handler({ stopped: ofTask(25), tries: 1 }, context)).rejects.toMatchObject({ name: 'UserLocked' });
});

test('a task that could not start is tried again, and says why in the end', async () => {
  const noRoom = { Error: 'States.TaskFailed', Cause: '{"Failures":[{"Reason":"Capacity is unavailable at this time"}]}' };
  loggedErrors.length = 0;

  expect(await handler({ stopped: noRoom, tries: 1 }, context)).toEqual({});
  await expect(handler({ stopped: noRoom, tries: 3 }, context)).rejects.toMatchObject({
    name: 'UserTaskFailed',
    details: { problem: 'Capacity is unavailable at this time' },
  });
  expect(loggedErrors).toHaveLength(1);
});
