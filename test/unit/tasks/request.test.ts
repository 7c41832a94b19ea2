import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { expect, test } from 'vitest';
import { adminNames } from '../../../core/users/admins.ts';
import { canaryUser } from '../../../core/users/canary.ts';
import { secretsManager } from '../aws.ts';
import { rejection, serverFault } from '../service-errors.ts';
import { hsmUsersTask, request } from './hsm-users-task.ts';

const task = hsmUsersTask();

test.each<[string, () => void, number, string]>([
  ['cannot be read', () => ofKmsUser().rejects(rejection('AccessDeniedException')), 24, 'it cannot be read (AccessDeniedException'],
  [
    'is scheduled for deletion',
    () => ofKmsUser().rejects(rejection('InvalidRequestException')),
    24,
    'it cannot be read (InvalidRequestException',
  ],
  ['is no JSON', () => ofKmsUser().resolves({ SecretString: 'Kms0Password0Secret' }), 24, 'it holds no {"username":"…","password":"…"}'],
  [
    'holds a password that CloudHSM would not take',
    () => ofKmsUser().resolves({ SecretString: '{"username":"kmsuser","password":"short"}' }),
    24,
    'it holds no',
  ],
  ['is not shown yet', () => ofKmsUser().rejects(rejection('ResourceNotFoundException')), 28, 'ResourceNotFoundException'],
  ['does not come', () => ofKmsUser().rejects(serverFault('InternalServiceError')), 28, 'InternalServiceError'],
])('touches nothing where a secret %s', async (_, spoil, exitCode, says) => {
  spoil();

  expect(await task.run()).toBe(exitCode);
  expect(task.cli.calls).toEqual([]);
  expect(task.lastWords()!.problem).toMatch(/the secret arn:kmsuser of kmsuser/);
  expect(task.lastWords()!.problem).toContain(says);
});

test('a secret that is not there any more is said to be made by provisioning', async () => {
  ofKmsUser().rejects(rejection('ResourceNotFoundException'));

  await task.run();
  expect(task.lastWords()!.remedy).toMatch(/where it was deleted for good .*, provision the environment/);
});

function ofKmsUser() {
  return secretsManager.on(GetSecretValueCommand, { SecretId: 'arn:kmsuser' });
}

test('touches nothing without the trust anchor', async () => {
  secretsManager.on(GetSecretValueCommand, { SecretId: 'arn:trust-anchor' }).resolves({ SecretString: 'none' });

  expect(await task.run()).toBe(24);
  expect(task.cli.calls).toEqual([]);
  expect(task.lastWords()!.problem).toBe('the secret arn:trust-anchor of the trust anchor: it holds no certificate in PEM');
});

test.each([
  ['an action that it does not know', { action: 'delete everything' }, 'action: '],
  ['no admin', { users: { application: 'arn:application' } }, 'users: admin has to be among them'],
  ['no address', { addresses: [] }, 'addresses: '],
])('touches nothing for a request with %s', async (_, spoiled, says) => {
  expect(await task.run(spoiled)).toBe(1);
  expect(task.cli.calls).toEqual([]);
  expect(task.lastWords()!.problem).toContain(`the request is not understood: ${says}`);
});

test('the overrides of twenty users, all administrators, and twenty who leave stay below what RunTask takes', () => {
  const arn = (user: string) =>
    `arn:aws-us-gov:secretsmanager:us-gov-east-1:123456789012:secret:cloudhsm-lifecycle/production/${'e'.repeat(31)}/${user}-AbCdEf`;
  const twenty = (letter: string) => Array.from({ length: 20 }, (_, index) => `${letter.repeat(29)}${String(index).padStart(2, '0')}`);
  const names = [...adminNames, 'kmsuser', canaryUser, ...twenty('u')];
  const whole = {
    ...request,
    addresses: Array.from({ length: 28 }, () => '100.100.100.100'),
    users: Object.fromEntries(names.map((name) => [name, arn(name)])),
    leaving: twenty('l'),
    trustAnchor: arn('trust-anchor'),
  };

  const overrides = {
    containerOverrides: [{ name: 'hsm-users', environment: [{ name: 'HSM_USERS_REQUEST', value: JSON.stringify(whole) }] }],
  };
  expect(JSON.stringify(overrides).length).toBeLessThan(0.95 * 8192);
});
