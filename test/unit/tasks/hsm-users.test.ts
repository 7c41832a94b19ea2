import { readFileSync } from 'node:fs';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { secretsManager } from '../aws.ts';
import { rejection } from '../service-errors.ts';
import { FakeCluster, refusal } from './fake-cluster.ts';

const programs = vi.hoisted(() => ({ execFile: vi.fn() }));
vi.mock('node:child_process', () => programs);

const passwords: Record<string, string> = {
  admin: 'Admin0Password0Secret',
  application: 'App0Password0Secret',
  kmsuser: 'Kms0Password0Secret',
};
const request = {
  action: 'set-up',
  clusterId: 'cluster-aaaaaaaaaaa',
  secrets: { admin: 'arn:admin', application: 'arn:application', kmsuser: 'arn:kmsuser' },
  kmsLoggedIn: false,
  trustAnchor: '-----BEGIN CERTIFICATE-----',
};

let cluster: FakeCluster;
let printed: string;
let output: { mockRestore(): void }[];

beforeEach(() => {
  cluster = new FakeCluster();
  printed = '';
  process.env.AWS_REGION = 'us-east-1';
  delete process.env.AWS_ENDPOINT_URL;
  secretsManager.reset();
  for (const [username, password] of Object.entries(passwords)) {
    secretsManager
      .on(GetSecretValueCommand, { SecretId: `arn:${username}` })
      .resolves({ SecretString: JSON.stringify({ username, password }) });
  }
  output = (['log', 'error'] as const).map((method) =>
    vi.spyOn(console, method).mockImplementation((text) => {
      printed += `${text}\n`;
    }),
  );
  programs.execFile.mockImplementation((program: string, args: string[], ...rest: unknown[]) => {
    const done = rest.at(-1) as (error: object | null, stdout: string, stderr: string) => void;
    const options = rest.length > 1 ? (rest[0] as { env?: NodeJS.ProcessEnv }) : {};
    const { stdout, stderr = '', failed } = cluster.run(program, args, options.env);
    done(failed ? { code: 1 } : null, stdout, stderr);
  });
});

/** Whatever happens, no password reaches the log. */
afterEach(() => {
  for (const password of Object.values(passwords)) expect(printed).not.toContain(password);
  for (const spy of output) spy.mockRestore();
});

/** Runs the container's entrypoint and returns its exit code. */
async function run(changes: object = {}): Promise<number> {
  process.env.HSM_USERS_REQUEST = JSON.stringify({ ...request, ...changes });
  vi.resetModules();
  await import('../../../tasks/hsm-users/index.ts');
  const exitCode = Number(process.exitCode ?? 0);
  process.exitCode = undefined;
  return exitCode;
}

test('activates a new cluster, proves the admin, creates each user and proves it, and checks every HSM', async () => {
  expect(await run()).toBe(0);

  expect(cluster.commands).toEqual([
    'user list',
    'cluster activate',
    'quorum token-sign list as admin',
    'user list',
    'user create application as admin',
    'quorum token-sign list as application',
    'user create kmsuser as admin',
    'quorum token-sign list as kmsuser',
    'user list',
  ]);
  expect(cluster.users).toMatchObject({
    admin: { role: 'admin', password: passwords.admin },
    application: { role: 'crypto-user', password: passwords.application },
    kmsuser: { role: 'crypto-user', password: passwords.kmsuser },
  });
});

test('a second run changes nothing', async () => {
  await run();
  cluster.calls.length = 0;

  expect(await run()).toBe(0);
  expect(cluster.commands.filter((command) => /activate|create|change-password|delete/.test(command))).toEqual([]);
});

test('points the CLI at the cluster, and at the root that its certificate has to lead to', async () => {
  await run();

  const { program, args } = cluster.calls[0]!;
  const root = args[args.indexOf('--hsm-ca-cert') + 1]!;
  expect(program).toBe('configure-cli');
  expect(args).toEqual([
    '--cluster-id',
    'cluster-aaaaaaaaaaa',
    '--region',
    'us-east-1',
    '--hsm-ca-cert',
    root,
    '--disable-key-availability-check',
  ]);
  expect(readFileSync(root, 'utf8')).toBe(request.trustAnchor);
});

test('gives logins by the environment, never by an argument', async () => {
  await run();

  for (const { args, pin } of cluster.calls) if (pin) expect(args.join(' ')).not.toContain(pin);
  const given = cluster.calls.filter(({ args }) => args.includes('--password')).map(({ args }) => args.slice(0, 2).join(' '));
  expect(new Set(given)).toEqual(new Set(['cluster activate', 'user create']));
});

test('with a wrong admin password it logs in once and changes nothing: five bad logins lock the user', async () => {
  cluster = FakeCluster.activated('somebody has changed it');

  expect(await run()).toBe(20);
  expect(cluster.commands).toEqual(['user list', 'quorum token-sign list as admin']);
  expect(printed).toContain('login as admin');
});

test('a login that nobody answers says nothing of the password', async () => {
  cluster = FakeCluster.activated(passwords.admin!);
  cluster.answers['quorum token-sign list'] = refusal('Could not connect to any HSM: 10.0.0.1:2223 timed out');

  expect(await run()).toBe(22);
});

test('does not knock at a locked admin', async () => {
  cluster = FakeCluster.activated(passwords.admin!);
  cluster.users.admin!.locked = 'true';

  expect(await run()).toBe(20);
  expect(cluster.commands).toEqual(['user list']);
  expect(printed).toContain('locked');
});

test('gives a user whose password differs the one of its secret', async () => {
  cluster = FakeCluster.activated(passwords.admin!);
  cluster.users.application = { password: 'an older one', role: 'crypto-user' };

  expect(await run()).toBe(0);
  expect(cluster.users.application.password).toBe(passwords.application);
  expect(printed).toContain('application: reset');
});

test('does not knock at a locked user: it sets its password, which unlocks it', async () => {
  cluster = FakeCluster.activated(passwords.admin!);
  cluster.users.application = { password: passwords.application!, role: 'crypto-user', locked: 'true' };

  expect(await run()).toBe(0);
  const ofUser = cluster.commands.filter((command) => command.includes('application'));
  expect(ofUser[0]).toBe('user change-password application as admin');
});

test('leaves kmsuser alone while KMS is logged in as it, and still checks that it stands on every HSM', async () => {
  cluster = FakeCluster.activated(passwords.admin!);
  cluster.users.kmsuser = { password: 'rotated by KMS', role: 'crypto-user' };

  expect(await run({ kmsLoggedIn: true })).toBe(0);
  expect(cluster.commands.filter((command) => command.includes('kmsuser'))).toEqual([]);
  expect(cluster.users.kmsuser.password).toBe('rotated by KMS');

  cluster.users.kmsuser.coverage = '1/3';
  expect(await run({ kmsLoggedIn: true })).toBe(21);
});

test('verify only looks', async () => {
  await run();
  cluster.calls.length = 0;

  expect(await run({ action: 'verify' })).toBe(0);
  expect(cluster.commands).toEqual(['user list']);
});

test.each([
  ['stands on some HSMs only', { password: '', role: 'crypto-user', coverage: 'partial' }, 'kmsuser has the cluster coverage partial'],
  ['stands on none', undefined, 'kmsuser has the cluster coverage none'],
])('verify fails where a user %s', async (_, kmsuser, says) => {
  cluster = FakeCluster.activated(passwords.admin!);
  cluster.users.application = { password: passwords.application!, role: 'crypto-user' };
  if (kmsuser) cluster.users.kmsuser = kmsuser;

  expect(await run({ action: 'verify' })).toBe(21);
  expect(printed).toContain(says);
});

test('where somebody else activates the cluster at the same moment, it goes on to the login', async () => {
  cluster.answers['cluster activate'] = refusal('Cluster has already been activated');

  expect(await run()).toBe(20); // their password is not ours
  expect(cluster.commands).toEqual(['user list', 'cluster activate', 'quorum token-sign list as admin']);
});

test.each([
  ['no HSM can be reached', 'user list', refusal('Could not connect to any HSM'), 22, 'Could not connect to any HSM'],
  ['the activation is refused', 'cluster activate', refusal('Internal error'), 23, 'cluster activate: Internal error'],
  ['a user cannot be created', 'user create', refusal('Maximum number of users'), 1, 'user create application: Maximum number of users'],
  ['the admin cannot log in', 'quorum token-sign list', refusal('Incorrect authentication credentials'), 20, 'login as admin: Incorrect'],
  [
    'the CLI prints no JSON',
    'user create',
    { stdout: 'Segmentation fault', failed: true },
    1,
    'cloudhsm-cli user create printed no JSON and ended with 1',
  ],
  [
    'the CLI cannot be configured',
    'configure-cli',
    { stdout: '', stderr: 'no such cluster', failed: true },
    1,
    'configure-cli: no such cluster',
  ],
])('the exit code says what is wrong: %s', async (_, command, answer, exitCode, says) => {
  cluster.answers[command] = answer;

  expect(await run()).toBe(exitCode);
  expect(printed).toContain(says);
});

test.each<[string, () => void]>([
  [
    'cannot be read',
    () => secretsManager.on(GetSecretValueCommand, { SecretId: 'arn:kmsuser' }).rejects(rejection('AccessDeniedException')),
  ],
  [
    'is no JSON',
    () => secretsManager.on(GetSecretValueCommand, { SecretId: 'arn:kmsuser' }).resolves({ SecretString: 'Kms0Password0Secret' }),
  ],
  [
    'holds a password that CloudHSM would not take',
    () =>
      secretsManager
        .on(GetSecretValueCommand, { SecretId: 'arn:kmsuser' })
        .resolves({ SecretString: '{"username":"kmsuser","password":"short"}' }),
  ],
])('touches nothing where a secret %s', async (_, spoil) => {
  spoil();

  expect(await run()).toBe(24);
  expect(cluster.calls).toEqual([]);
  expect(printed).toContain('the secret arn:kmsuser of kmsuser');
});

test('touches nothing for a request that it does not understand', async () => {
  expect(await run({ action: 'delete everything' })).toBe(1);
  expect(cluster.calls).toEqual([]);
});

test('reaches the local AWS where it is told to', async () => {
  process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:4566';

  await run();

  const { args } = cluster.calls[0]!;
  expect(args[args.indexOf('--endpoint') + 1]).toBe('http://127.0.0.1:4566');
  delete process.env.AWS_ENDPOINT_URL;
});
