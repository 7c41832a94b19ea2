import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { beforeEach, expect, test } from 'vitest';
import { secretsManager } from '../aws.ts';
import { CliStandIn } from './cli-stand-in.ts';
import { hsmUsersTask, passwords } from './hsm-users-task.ts';

const task = hsmUsersTask();
const staged = 'App1Password1Staged';
const secretOf = (user: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:cloudhsm-lifecycle/dev/production/${user}-AbCdEf`;
const rotation = {
  action: 'rotate',
  user: 'application',
  users: Object.fromEntries(['admin', 'application', 'reports'].map((user) => [user, secretOf(user)])),
  kmsUser: 'leave',
};

beforeEach(() => {
  for (const user of ['admin', 'application']) {
    secretsManager
      .on(GetSecretValueCommand, { SecretId: secretOf(user) })
      .resolves({ SecretString: JSON.stringify({ username: user, password: passwords[user] }) });
  }
  secretsManager
    .on(GetSecretValueCommand, { SecretId: secretOf('application'), VersionStage: 'AWSPENDING' })
    .resolves({ SecretString: JSON.stringify({ username: 'application', password: staged }) });
  task.cli = CliStandIn.activated(passwords.admin!, 2);
  task.cli.give('application', passwords.application!);
});

test('a user who misses keeps nobody else from a new password: it would stand on the HSMs, and not in its secret', async () => {
  expect(await task.run(rotation)).toBe(0);
  expect(task.cli.on('application').map((user) => user!.password)).toEqual([staged, staged]);
});

test('nor does one who is locked', async () => {
  task.cli.give('reports', 'Reports0Password0Secret');
  task.cli.lock('reports');

  expect(await task.run(rotation)).toBe(0);
});

test.each([
  ['misses on an HSM', () => task.cli.hsms[0]!.delete('application'), 'UserMissingOnHsm'],
  ['has another role on an HSM', () => Object.assign(task.cli.hsms[0]!.get('application')!, { role: 'admin' }), 'UserRoleInconsistent'],
])('nobody whose password is asked for is created by a rotation: where it %s, a repair does that first', async (_, spoil, error) => {
  spoil();

  expect(await task.run(rotation)).not.toBe(0);
  expect(task.changes()).toEqual([]);
  expect(task.lastWords()).toMatchObject({ error, remedy: expect.stringContaining('`npx hsm repair production`') });
});
