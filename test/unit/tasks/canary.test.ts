import { generateKeyPairSync } from 'node:crypto';
import { GetSecretValueCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { beforeEach, expect, test } from 'vitest';
import { type Canary, canaryUser, isOfCanary } from '../../../core/users/canary.ts';
import { lastWordsIn } from '../../../core/users/last-words.ts';
import { runTask } from '../../../tasks/hsm-users/run-task.ts';
import { secretsManager } from '../aws.ts';
import { rejection } from '../service-errors.ts';
import { CliStandIn } from './cli-stand-in.ts';

const root = '-----BEGIN CERTIFICATE-----\nof the organisation';
const request = {
  action: 'set-up',
  clusterId: 'cluster-aaaaaaaaaaa',
  addresses: ['10.0.0.1'],
  users: { admin: 'arn:admin', [canaryUser]: 'arn:canary' },
  trustAnchor: 'arn:trust-anchor',
  kmsUser: 'leave',
};

const printed: string[] = [];
let cli: CliStandIn;
let secret: { username: string; password: string; canary?: Canary };

beforeEach(() => {
  cli = new CliStandIn();
  secret = { username: canaryUser, password: 'Canary0Password' };
  secretsManager.reset();
  secretsManager.on(GetSecretValueCommand, { SecretId: 'arn:trust-anchor' }).resolves({ SecretString: root });
  const admin = JSON.stringify({ username: 'admin', password: 'Admin0Password' });
  secretsManager.on(GetSecretValueCommand, { SecretId: 'arn:admin' }).resolves({ SecretString: admin });
  secretsManager.on(GetSecretValueCommand, { SecretId: 'arn:canary' }).callsFake(() => ({ SecretString: JSON.stringify(secret) }));
  secretsManager.on(PutSecretValueCommand, { SecretId: 'arn:canary' }).callsFake(({ SecretString }) => {
    secret = JSON.parse(SecretString) as typeof secret;
    return {};
  });
});

const run = () =>
  runTask({ variables: { HSM_USERS_REQUEST: JSON.stringify(request) }, execute: cli.execute, print: () => {}, now: () => 0 });
const aboutKeys = () => cli.commands.filter((command) => /^(key|crypto)/.test(command));

test('the canary gets a key that stays in the HSMs, and what it signs is kept beside its password', async () => {
  expect(await run()).toBe(0);

  expect(aboutKeys()).toEqual([
    `key list as ${canaryUser}`,
    `key generate-asymmetric-pair rsa as ${canaryUser}`,
    `crypto sign rsa-pkcs as ${canaryUser}`,
  ]);
  const { args } = cli.calls.find(({ args }) => args[1] === 'generate-asymmetric-pair')!;
  expect(args.join(' ')).toContain('--private-attributes sign=true extractable=false');
  expect(secret).toMatchObject({ username: canaryUser, password: 'Canary0Password' });
  expect(isOfCanary(secret.canary!)).toBe(true);
});

test('a key that stands and is known is left alone', async () => {
  await run();
  const { canary } = secret;
  cli.calls.length = 0;

  expect(await run()).toBe(0);
  expect(aboutKeys()).toEqual([`key list as ${canaryUser}`]);
  expect(secret.canary).toEqual(canary);
});

test('what an earlier run could not keep is signed and kept by the next', async () => {
  await run();
  const { canary } = secret;
  delete secret.canary;

  expect(await run()).toBe(0);
  expect(cli.keys.size).toBe(1);
  expect(secret.canary).toEqual(canary);
});

test('a key that somebody deleted is made again, and what is kept is of the new one', async () => {
  await run();
  const { canary } = secret;
  cli.keys.clear();

  expect(await run()).toBe(0);
  expect(secret.canary?.publicKey).not.toBe(canary?.publicKey);
  expect(isOfCanary(secret.canary!)).toBe(true);
});

test('a secret that cannot be written has a name', async () => {
  secretsManager.on(PutSecretValueCommand, { SecretId: 'arn:canary' }).rejects(rejection('AccessDeniedException'));
  expect(await run()).toBe(24);
});

const prove = () => {
  const { admin: _, ...users } = request.users;
  const proof = JSON.stringify({ ...request, action: 'prove', users, canaryVersion: 'v2' });
  secretsManager.on(GetSecretValueCommand, { SecretId: 'arn:canary', VersionId: 'v2' }).callsFake(() => ({
    SecretString: JSON.stringify(secret),
  }));
  printed.length = 0;
  return runTask({ variables: { HSM_USERS_REQUEST: proof }, execute: cli.execute, print: (line) => printed.push(line), now: () => 0 });
};
const lastProblem = () => lastWordsIn(printed.slice(-1))?.problem;

test('a restored cluster is proven by the canary alone, with what was kept at the time of the backup', async () => {
  await run();
  cli.calls.length = 0;

  expect(await prove()).toBe(0);
  expect(cli.commands).toEqual([`login ${canaryUser}`, `key list as ${canaryUser}`, `crypto sign rsa-pkcs as ${canaryUser}`]);
});

test.each<[string, () => void, RegExp]>([
  ['another password', () => cli.give(canaryUser, 'Another0Password'), /cannot log in with the password of the backup's time/],
  ['no key', () => cli.keys.clear(), /has no key in it/],
  [
    'another key',
    () => [...cli.keys.values()].map((key) => Object.assign(key, { key: otherKey() })),
    /is another than the one that was kept/,
  ],
  [
    'another signature',
    () => cli.instead.push({ words: 'crypto sign', ends: { status: 0, stdout: '{"error_code": 0, "data": {"signature": "AAAA"}}' } }),
    /gives another signature than the one that was kept/,
  ],
  ['nothing kept', () => Object.assign(secret, { canary: undefined }), /keeps no signature of its key/],
])('a restored cluster with %s is not proven', async (_, breaks, problem) => {
  await run();
  breaks();

  expect(await prove()).toBe(31);
  expect(lastProblem()).toMatch(problem);
  expect(printed.join('\n')).not.toContain('Canary0Password');
});

function otherKey() {
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
}
