import { expect, test } from 'vitest';
import { CliStandIn } from './cli-stand-in.ts';
import { hsmUsersTask, passwords, refused } from './hsm-users-task.ts';

const task = hsmUsersTask();

test.each([
  ['no HSM can be reached', 'user list', { stderr: 'Error: Failed to initialize hsm1 context' }, 22, 'Failed to initialize hsm1 context'],
  [
    'no HSM can be reached, and a document says so',
    'user list',
    refused('Could not connect to any HSM'),
    22,
    'Could not connect to any HSM',
  ],
  ['the CLI hangs', 'user list', { status: 'time limit' as const }, 22, 'cloudhsm-cli user list: timed out'],
  ['the activation is refused', 'cluster activate', refused('Internal error'), 23, 'cloudhsm-cli cluster activate: Internal error'],
  ['the activation loses the HSM', 'cluster activate', { stderr: 'Error: HSM is disconnected' }, 22, 'HSM is disconnected'],
  [
    'a user cannot be created',
    'user create',
    refused('Maximum number of users'),
    1,
    'cloudhsm-cli user create --username application --role crypto-user: Maximum number of users',
  ],
  ['a login is refused in words of any kind', 'login', { stderr: 'Error: no' }, 20, 'the login of admin is refused: Error: no'],
  [
    'the CLI breaks',
    'user create',
    { stdout: 'Segmentation fault', status: 139 },
    1,
    'user create --username application --role crypto-user: Segmentation fault',
  ],
  ['the CLI says nothing', 'user create', { status: 3 }, 1, 'nothing printed, exit status 3'],
  ['the CLI cannot be configured', 'configure-cli', { stderr: 'error: no such file' }, 1, 'configure-cli (1): error: no such file'],
  ['the image holds no CLI', 'cloudhsm-cli user', { status: 'not found' as const }, 1, 'the image holds no program cloudhsm-cli'],
])('the exit code and the last words say what is wrong: %s', async (_, words, ends, exitCode, says) => {
  task.cli.instead.push({ words, ends });

  expect(await task.run()).toBe(exitCode);
  expect(task.lastWords()!.problem).toContain(says);
});

test('a document is read wherever it stands, and whatever the exit status', async () => {
  task.cli = CliStandIn.activated('somebody has changed it');
  task.cli.exitStatusOfError = 0;
  expect(await task.run()).toBe(20);

  task.cli = CliStandIn.activated(passwords.admin!);
  task.cli.instead.push({ words: 'login', ends: { stderr: 'Enter password:\n{"error_code":0,"data":{}}\n', status: 0 } });
  expect(await task.run({ users: { admin: 'arn:admin' } })).toBe(0);
});

test('ends by itself before the state that runs it gives up: a command gets what is left of the time', async () => {
  task.cli.after.push({
    words: 'user list',
    happens: () => {
      task.now += 1300;
    },
  });

  expect(await task.run({}, { HSM_USERS_TASK_SECONDS: '1500' })).toBe(29);
  expect(task.cli.calls.map(({ limitSeconds }) => limitSeconds)).toEqual([300, 300, 300, 200, 200]);
  expect(task.lastWords()!.problem).toBe('the time of the task was over before cloudhsm-cli login --username admin');
});
