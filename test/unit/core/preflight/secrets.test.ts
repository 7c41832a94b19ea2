import { DescribeSecretCommand, GetSecretValueCommand, ResourceNotFoundException } from '@aws-sdk/client-secrets-manager';
import { beforeEach, expect, test } from 'vitest';
import { checkSecrets } from '../../../../core/preflight/secrets.ts';
import { emptyAccount, healthyAccount } from '../../account.ts';
import { secretsManager } from '../../aws.ts';
import { environment } from '../../environments.ts';
import { rejection } from '../../service-errors.ts';

const name = (user: string) => `cloudhsm-lifecycle/dev/production/${user}`;
const ours = [
  { Key: 'cloudhsm-lifecycle:environment', Value: 'production' },
  { Key: 'cloudhsm-lifecycle:stage', Value: 'dev' },
];
const password = 'x'.repeat(32);

/** The secret of a user that exists: ours and sound unless told. */
function exists(
  user: string,
  { SecretString = JSON.stringify({ username: user, password }), ...changes }: Record<string, unknown> = {},
): void {
  secretsManager.on(DescribeSecretCommand, { SecretId: name(user) }).resolves({ ARN: `arn:${user}`, Tags: ours, ...changes });
  secretsManager.on(GetSecretValueCommand, { SecretId: name(user) }).resolves({ SecretString: SecretString as string });
}

async function problemsOf(changes: Record<string, unknown> = {}) {
  return (await checkSecrets(environment(changes), emptyAccount)).problems;
}

beforeEach(healthyAccount);

test('finds nothing wrong where no secret is, and where all are as the workflow makes them', async () => {
  expect(await problemsOf()).toEqual([]);
  for (const user of ['admin', 'admin_2', 'application', 'kmsuser']) exists(user);
  expect(await problemsOf()).toEqual([]);
});

test('looks at the secret of each user that the file asks for', async () => {
  await problemsOf({ cryptoUsers: ['one', 'two'] });
  const asked = () => secretsManager.commandCalls(DescribeSecretCommand).map(({ args }) => args[0].input.SecretId);
  expect(asked()).toEqual(['admin', 'admin_2', 'one', 'two', 'lifecycle_canary', 'kmsuser'].map(name));

  secretsManager.resetHistory();
  await problemsOf({ keyStore: undefined, hsmCount: 2 });
  expect(asked()).toEqual(['admin', 'admin_2', 'application', 'lifecycle_canary'].map(name));
});

test.each([
  ['admin', 'name'],
  ['admin_2', 'admins'],
  ['application', 'cryptoUsers.0'],
  ['kmsuser', 'keyStore'],
])('refuses the secret of %s that is scheduled for deletion: its name is taken until it is gone', async (user, path) => {
  exists(user, { DeletedDate: new Date() });

  expect(await problemsOf()).toEqual([
    {
      path,
      problem: `the secret ${name(user)} is scheduled for deletion`,
      remedy: expect.stringContaining(`aws secretsmanager restore-secret --secret-id ${name(user)}`),
    },
  ]);
  expect(secretsManager.commandCalls(GetSecretValueCommand)).toHaveLength(0);
});

test.each([
  ['no tags', []],
  ['the tags of another environment', [{ Key: 'cloudhsm-lifecycle:environment', Value: 'staging' }, ours[1]]],
  ['the tags of another stage', [ours[0], { Key: 'cloudhsm-lifecycle:stage', Value: 'prod' }]],
])('refuses a secret with %s, and says how it becomes ours', async (_, Tags) => {
  exists('application', { Tags });

  expect(await problemsOf()).toEqual([
    {
      path: 'cryptoUsers.0',
      problem: `the secret ${name('application')} is not tagged as this environment's`,
      remedy: expect.stringMatching(
        /aws secretsmanager tag-resource --secret-id cloudhsm-lifecycle\/dev\/production\/application --tags Key=cloudhsm-lifecycle:environment,Value=production Key=cloudhsm-lifecycle:stage,Value=dev`$/,
      ),
    },
  ]);
});

test.each([
  ['is no JSON', 'hunter2-hunter2', 'is no JSON {"username", "password"}'],
  ['is another JSON', '["application"]', 'is no JSON {"username", "password"}'],
  ['has no password', '{"username":"application"}', 'is no JSON {"username", "password"}'],
  ["is another user's", JSON.stringify({ username: 'reports', password }), "is not the user application's"],
  [
    'holds a short password',
    JSON.stringify({ username: 'application', password: 'short' }),
    'holds a password that CloudHSM does not take',
  ],
  ['holds a colon', JSON.stringify({ username: 'application', password: 'ab:cdefgh' }), 'holds a password that CloudHSM does not take'],
])('refuses a secret that %s, and repeats nothing of it', async (_, SecretString, fault) => {
  exists('application', { SecretString });

  const problems = await problemsOf();
  expect(problems).toEqual([
    {
      path: 'cryptoUsers.0',
      problem: `the secret ${name('application')} ${fault}`,
      remedy: expect.stringContaining('{"username":"application","password":"…"}'),
    },
  ]);
  for (const held of ['hunter2', 'short', 'ab:cd', 'reports']) expect(JSON.stringify(problems)).not.toContain(held);
});

test('refuses a password of kmsuser that KMS would', async () => {
  exists('kmsuser', { SecretString: JSON.stringify({ username: 'kmsuser', password: 'with-punctuation!' }) });

  expect(await problemsOf()).toMatchObject([{ path: 'keyStore', problem: expect.stringContaining('that KMS does not take') }]);
});

test('refuses a secret without a value', async () => {
  exists('application');
  secretsManager
    .on(GetSecretValueCommand, { SecretId: name('application') })
    .rejects(new ResourceNotFoundException({ message: 'no value', $metadata: {} }));

  expect(await problemsOf()).toMatchObject([{ path: 'cryptoUsers.0', problem: expect.stringContaining('holds no text') }]);
});

test('a Secrets Manager that refuses says nothing about the file', async () => {
  secretsManager.on(DescribeSecretCommand).rejects(rejection('AccessDeniedException'));

  await expect(problemsOf()).rejects.toMatchObject({ name: 'AccessDeniedException' });
});
