import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { expect, test } from 'vitest';
import { secretsManager } from '../aws.ts';
import { CliStandIn } from './cli-stand-in.ts';
import { hsmUsersTask, passwords, request } from './hsm-users-task.ts';

const task = hsmUsersTask();

test('verify only looks, and reads no password', async () => {
  await task.run();
  task.cli.calls.length = 0;
  secretsManager.resetHistory();

  expect(await task.run({ action: 'verify' })).toBe(0);
  expect(task.cli.commands).toEqual(['user list']);
  expect(secretsManager.commandCalls(GetSecretValueCommand).map(({ args }) => args[0].input.SecretId)).toEqual(['arn:trust-anchor']);
});

test('what it has seen of the users is in its log, for audits', async () => {
  await task.run();

  const [found] = task.printed.flatMap((line) => (line.startsWith('{"usersFound"') ? [JSON.parse(line).usersFound] : []));
  expect(found.clusterId).toBe(request.clusterId);
  expect(found.users).toContainEqual({ username: 'admin', role: 'admin', locked: 'false', coverage: 'full' });
});

test.each([
  [
    'stands on some HSMs only',
    (users: Map<string, unknown>[]) => users[0]!.delete('kmsuser'),
    21,
    'kmsuser has the cluster coverage inconsistent',
  ],
  [
    'stands on none',
    (users: Map<string, unknown>[]) => users.forEach((hsm) => void hsm.delete('kmsuser')),
    21,
    'kmsuser has the cluster coverage none',
  ],
  ['is locked', () => task.cli.lock('kmsuser'), 25, 'kmsuser is locked after bad logins'],
])('verify fails where a user %s', async (_, spoil, exitCode, says) => {
  task.cli = CliStandIn.activated(passwords.admin!, 2);
  for (const user of ['application', 'kmsuser']) task.cli.give(user, passwords[user]!);
  spoil(task.cli.hsms);

  expect(await task.run({ action: 'verify' })).toBe(exitCode);
  expect(task.lastWords()!.problem).toBe(says);
});
