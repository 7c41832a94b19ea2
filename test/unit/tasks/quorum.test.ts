import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { expect, test } from 'vitest';
import { secretsManager } from '../aws.ts';
import { CliStandIn } from './cli-stand-in.ts';
import { hsmUsersTask, passwords } from './hsm-users-task.ts';

const task = hsmUsersTask();

test('a cluster that wants several admins to approve stops the task, with the command to be approved', async () => {
  task.cli.quorum = 2;

  expect(await task.run()).toBe(30);
  expect(task.lastWords()).toMatchObject({
    error: 'QuorumApprovalNeeded',
    problem: expect.stringContaining('cloudhsm-cli user create --username application --role crypto-user: Quorum approval'),
  });
});

test('a rotation that a quorum has to approve is done where its admins have set the staged password, and costs no bad login where they have not', async () => {
  task.cli = CliStandIn.activated(passwords.admin!, 2);
  task.cli.give('application', passwords.application!);
  task.cli.quorum = 2;
  const staged = 'App1Password1Staged';
  secretsManager
    .on(GetSecretValueCommand, { SecretId: 'arn:application', VersionStage: 'AWSPENDING' })
    .resolves({ SecretString: JSON.stringify({ username: 'application', password: staged }) });
  const rotation = {
    action: 'rotate',
    user: 'application',
    users: { admin: 'arn:admin', application: 'arn:application' },
    kmsUser: 'leave',
  };

  expect(await task.run(rotation)).toBe(30);
  expect(await task.run({ ...rotation, maybeSet: true })).toBe(30);
  expect(task.cli.on('application').map((user) => user!.badLogins)).toEqual([0, 0]);
  for (const user of task.cli.on('application')) user!.password = staged;
  expect(await task.run({ ...rotation, maybeSet: true })).toBe(0);
});

test('so does a repair that has to delete a user under the role that it should not have', async () => {
  task.cli = CliStandIn.activated(passwords.admin!, 2);
  task.cli.give('application', passwords.application!, 'admin');
  task.cli.quorum = 2;

  expect(await task.run({ action: 'mend', users: { admin: 'arn:admin', application: 'arn:application' }, kmsUser: 'leave' })).toBe(30);
  expect(task.lastWords()).toMatchObject({
    error: 'QuorumApprovalNeeded',
    problem: expect.stringContaining('cloudhsm-cli user delete --username application --role admin: Quorum approval'),
  });
});
