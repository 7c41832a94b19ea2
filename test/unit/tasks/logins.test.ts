import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { expect, test } from 'vitest';
import { secretsManager } from '../aws.ts';
import { CliStandIn } from './cli-stand-in.ts';
import { hsmUsersTask, passwords, request } from './hsm-users-task.ts';

const task = hsmUsersTask();

test('with a wrong admin password it logs in once and changes nothing: five bad logins lock the user', async () => {
  task.cli = CliStandIn.activated('somebody has changed it');

  expect(await task.run()).toBe(20);
  expect(task.cli.commands).toEqual(['user list', 'login admin', 'user list']);
  expect(task.cli.on('admin')).toMatchObject([{ badLogins: 1 }]);
  expect(task.lastWords()).toEqual({
    error: 'AdminPasswordWrong',
    problem: 'the login of admin is refused: Login failed',
    remedy: expect.stringContaining('`aws secretsmanager put-secret-value --secret-id arn:admin --secret-string file://admin.json`'),
  });
  // as of HSMs that have come from a backup of before a rotation
  expect(task.lastWords()!.remedy).toContain('that of the version of the secret with a label until-TIME');
});

test('listing quorum tokens would prove nothing: it needs no login', async () => {
  task.cli = CliStandIn.activated('somebody has changed it');
  const options = { env: { CLOUDHSM_ROLE: 'admin', CLOUDHSM_PIN: `admin:${passwords.admin}` }, limitSeconds: 1 };

  expect((await task.cli.execute('cloudhsm-cli', ['quorum', 'token-sign', 'list'], options)).status).toBe(0);
  expect(await task.run()).toBe(20);
});

test('a login that nobody answers says nothing of the password', async () => {
  task.cli = CliStandIn.activated(passwords.admin!);
  task.cli.instead.push({ words: 'login', ends: { stderr: 'Error: Failed to initialize hsm1 context' } });

  expect(await task.run()).toBe(22);
});

test('nor does one after which no HSM answers', async () => {
  task.cli = CliStandIn.activated('somebody has changed it');
  task.cli.after.push({
    words: 'login',
    happens: () => {
      task.cli.reachable = false;
    },
  });

  expect(await task.run()).toBe(22);
});

test.each([
  ['on every HSM', 'admin is locked after bad logins', 2],
  ['on some HSMs', 'admin is locked on some HSMs after bad logins', 1],
])('does not knock at an admin who is locked %s', async (_, says, hsms) => {
  task.cli = CliStandIn.activated(passwords.admin!, 2);
  task.cli.lock('admin', task.cli.hsms.slice(0, hsms));

  expect(await task.run()).toBe(25);
  expect(task.cli.commands).toEqual(['user list']);
  expect(task.lastWords()).toMatchObject({ error: 'UserLocked', problem: says, remedy: expect.stringContaining('Another admin') });
});

test('a crypto user whose password differs from its secret is named with the secret, and nothing is changed', async () => {
  task.cli = CliStandIn.activated(passwords.admin!);
  task.cli.give('application', 'changed by hand');

  expect(await task.run()).toBe(26);
  expect(task.cli.on('application')).toMatchObject([{ password: 'changed by hand', badLogins: 1 }]);
  expect(task.changes()).toEqual([]);
  expect(task.lastWords()).toEqual({
    error: 'UserPasswordDiffers',
    problem: 'application refuses the password of its secret arn:application (Login failed); nothing was changed',
    remedy: expect.stringMatching(
      /`aws secretsmanager put-secret-value --secret-id arn:application --secret-string file:\/\/application\.json`; or, as an admin, .*`cloudhsm-cli user change-password --username application --role crypto-user`/,
    ),
  });
});

test('names every user whose password differs', async () => {
  task.cli = CliStandIn.activated(passwords.admin!);
  for (const user of ['application', 'signer']) task.cli.give(user, 'changed by hand');
  secretsManager
    .on(GetSecretValueCommand, { SecretId: 'arn:signer' })
    .resolves({ SecretString: '{"username":"signer","password":"Sign0Password"}' });

  expect(await task.run({ users: { ...request.users, signer: 'arn:signer' } })).toBe(26);
  expect(task.lastWords()!.problem).toMatch(/application refuses .* arn:application .*; signer refuses .* arn:signer/);
});

test('a locked crypto user is said, with how to unlock it, and nobody knocks', async () => {
  task.cli = CliStandIn.activated(passwords.admin!);
  task.cli.give('application', passwords.application!);
  task.cli.lock('application');

  expect(await task.run()).toBe(25);
  expect(task.cli.commands).toEqual(['user list']);
  expect(task.lastWords()).toMatchObject({
    problem: 'application is locked after bad logins',
    remedy: expect.stringContaining('cloudhsm-cli user change-password --username application --role crypto-user'),
  });
});

test('a user that this run’s own try locks is said to be locked', async () => {
  task.cli = CliStandIn.activated(passwords.admin!);
  task.cli.give('application', 'changed by hand');
  task.cli.on('application')[0]!.badLogins = 4;

  expect(await task.run()).toBe(25);
});
