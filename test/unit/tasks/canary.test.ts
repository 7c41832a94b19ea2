import { generateKeyPairSync } from 'node:crypto';
import { GetSecretValueCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { beforeEach, expect, test } from 'vitest';
import { type Canary, canaryUser, isOfCanary } from '../../../core/users/canary.ts';
import { secretsManager } from '../aws.ts';
import { rejection } from '../service-errors.ts';
import { hsmUsersTask } from './hsm-users-task.ts';

const users = { admin: 'arn:admin', [canaryUser]: 'arn:canary' };
const task = hsmUsersTask();
let secret: { username: string; password: string; canary?: Canary };

beforeEach(() => {
  secret = { username: canaryUser, password: 'Canary0Password' };
  secretsManager.on(GetSecretValueCommand, { SecretId: 'arn:canary' }).callsFake(() => ({ SecretString: JSON.stringify(secret) }));
  secretsManager.on(PutSecretValueCommand, { SecretId: 'arn:canary' }).callsFake(({ SecretString }) => {
    secret = JSON.parse(SecretString) as typeof secret;
    return {};
  });
});

const run = () => task.run({ users, kmsUser: 'leave' });
const aboutKeys = () => task.cli.commands.filter((command) => /^(key|crypto)/.test(command));

test('the canary gets a key that stays in the HSMs, and what it signs is kept beside its password', async () => {
  expect(await run()).toBe(0);

  expect(aboutKeys()).toEqual([
    `key list as ${canaryUser}`,
    `key generate-asymmetric-pair rsa as ${canaryUser}`,
    `crypto sign rsa-pkcs as ${canaryUser}`,
  ]);
  const { args } = task.cli.calls.find(({ args }) => args[1] === 'generate-asymmetric-pair')!;
  expect(args.join(' ')).toContain('--private-attributes sign=true extractable=false');
  expect(secret).toMatchObject({ username: canaryUser, password: 'Canary0Password' });
  expect(isOfCanary(secret.canary!)).toBe(true);
});

test('a key that stands and is known is left alone', async () => {
  await run();
  const { canary } = secret;
  task.cli.calls.length = 0;

  expect(await run()).toBe(0);
  expect(aboutKeys()).toEqual([`key list as ${canaryUser}`]);
  expect(secret.canary).toEqual(canary);
});

test('what an earlier run could not keep is signed and kept by the next', async () => {
  await run();
  const { canary } = secret;
  delete secret.canary;

  expect(await run()).toBe(0);
  expect(task.cli.keys.size).toBe(1);
  expect(secret.canary).toEqual(canary);
});

test('a key that somebody deleted is made again, and what is kept is of the new one', async () => {
  await run();
  const { canary } = secret;
  task.cli.keys.clear();

  expect(await run()).toBe(0);
  expect(secret.canary?.publicKey).not.toBe(canary?.publicKey);
  expect(isOfCanary(secret.canary!)).toBe(true);
});

test('a secret that cannot be written has a name', async () => {
  secretsManager.on(PutSecretValueCommand, { SecretId: 'arn:canary' }).rejects(rejection('AccessDeniedException'));
  expect(await run()).toBe(24);
});

const prove = () => {
  secretsManager.on(GetSecretValueCommand, { SecretId: 'arn:canary', VersionId: 'v2' }).callsFake(() => ({
    SecretString: JSON.stringify(secret),
  }));
  return task.run({ action: 'prove', users: { [canaryUser]: users[canaryUser] }, canaryVersion: 'v2' });
};

test('a restored cluster is proven by the canary alone, with what was kept at the time of the backup', async () => {
  await run();
  task.cli.calls.length = 0;

  expect(await prove()).toBe(0);
  expect(task.cli.commands).toEqual([`login ${canaryUser}`, `key list as ${canaryUser}`, `crypto sign rsa-pkcs as ${canaryUser}`]);
});

test.each<[string, () => void, RegExp]>([
  ['another password', () => task.cli.give(canaryUser, 'Another0Password'), /cannot log in with the password of the backup's time/],
  ['no key', () => task.cli.keys.clear(), /has no key in it/],
  [
    'another key',
    () => [...task.cli.keys.values()].map((key) => Object.assign(key, { key: otherKey() })),
    /is another than the one that was kept/,
  ],
  [
    'another signature',
    () => task.cli.instead.push({ words: 'crypto sign', ends: { status: 0, stdout: '{"error_code": 0, "data": {"signature": "AAAA"}}' } }),
    /gives another signature than the one that was kept/,
  ],
  ['nothing kept', () => Object.assign(secret, { canary: undefined }), /keeps no signature of its key/],
])('a restored cluster with %s is not proven', async (_, breaks, problem) => {
  await run();
  breaks();

  expect(await prove()).toBe(31);
  expect(task.lastWords()?.problem).toMatch(problem);
  expect(task.printed.join('\n')).not.toContain('Canary0Password');
});

function otherKey() {
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
}
