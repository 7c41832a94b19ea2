import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { adminNames } from '../../../core/users/admins.ts';
import { canaryUser } from '../../../core/users/canary.ts';
import { exitCodes } from '../../../core/users/exit-codes.ts';
import { lastWordsIn } from '../../../core/users/last-words.ts';
import { runTask } from '../../../tasks/hsm-users/run-task.ts';
import { secretsManager } from '../aws.ts';
import { rejection, serverFault } from '../service-errors.ts';
import { CliStandIn } from './cli-stand-in.ts';

const passwords: Record<string, string> = {
  admin: 'Admin0Password0Secret',
  application: 'App0Password0Secret',
  kmsuser: 'Kms0Password0Secret',
};
const root = '-----BEGIN CERTIFICATE-----\nof the organisation';
const request = {
  action: 'set-up',
  clusterId: 'cluster-aaaaaaaaaaa',
  addresses: ['10.0.0.1', '10.0.1.1'],
  users: { admin: 'arn:admin', application: 'arn:application', kmsuser: 'arn:kmsuser' },
  trustAnchor: 'arn:trust-anchor',
  kmsUser: 'set',
};

let cli: CliStandIn;
let printed: string[];
let now: number;

beforeEach(() => {
  cli = new CliStandIn();
  printed = [];
  now = 0;
  secretsManager.reset();
  secretsManager.on(GetSecretValueCommand, { SecretId: 'arn:trust-anchor' }).resolves({ SecretString: root });
  for (const [username, password] of Object.entries(passwords)) {
    secretsManager
      .on(GetSecretValueCommand, { SecretId: `arn:${username}` })
      .resolves({ SecretString: JSON.stringify({ username, password }) });
  }
});

/** Whatever happens, no password reaches the log, and no file stays behind. */
afterEach(() => {
  for (const { file } of cli.trustAnchors) expect(existsSync(file)).toBe(false);
  for (const password of Object.values(passwords)) expect(printed.join('\n')).not.toContain(password);
});

/** Runs the task and returns its exit code. */
function run(changes: object = {}, variables: NodeJS.ProcessEnv = {}): Promise<number> {
  const HSM_USERS_REQUEST = JSON.stringify({ ...request, ...changes });
  return runTask({
    variables: { HSM_USERS_REQUEST, ...variables },
    execute: cli.execute,
    print: (line) => printed.push(line),
    now: () => now,
  });
}

const lastWords = () => lastWordsIn(printed.slice(-1));
const changes = () => cli.commands.filter((command) => /activate|create|change-password|delete/.test(command));

test('activates a new cluster, proves the admin, creates each user and proves it, and checks every HSM', async () => {
  expect(await run()).toBe(0);

  expect(cli.commands).toEqual([
    'user list',
    'cluster activate',
    'user list',
    'login admin',
    'user create application as admin',
    'user create kmsuser as admin',
    'login application',
    'login kmsuser',
    'user list',
  ]);
  expect(cli.on('admin')).toMatchObject([{ role: 'admin', password: passwords.admin }]);
  expect(cli.on('application')).toMatchObject([{ role: 'crypto-user', password: passwords.application }]);
  expect(cli.on('kmsuser')).toMatchObject([{ role: 'crypto-user', password: passwords.kmsuser }]);
});

test('a second run changes nothing but kmsuser’s password, and proves each password once', async () => {
  await run();
  cli.calls.length = 0;

  expect(await run()).toBe(0);
  expect(changes()).toEqual(['user change-password kmsuser as admin']);
  expect(cli.commands.filter((command) => command.startsWith('login')).toSorted()).toEqual([
    'login admin',
    'login application',
    'login kmsuser',
  ]);
});

test('points the CLI at the addresses of the HSMs, and at the root that their certificate has to lead to', async () => {
  await run();

  const { program, args } = cli.calls[0]!;
  const file = args[args.indexOf('--hsm-ca-cert') + 1]!;
  expect(program).toBe('configure-cli');
  expect(args).toEqual(['-a', '10.0.0.1', '10.0.1.1', '--hsm-ca-cert', file, '--disable-key-availability-check']);
  expect(cli.trustAnchors).toEqual([{ file, text: root }]);
});

test('runs commands as the admin by the environment, and gives a password as an argument where there is no other way', async () => {
  await run();

  for (const { args, pin } of cli.calls) if (pin) expect(args.join(' ')).not.toContain(pin);
  const given = cli.calls.filter(({ args }) => args.includes('--password')).map(({ args }) => args.slice(0, 2).join(' '));
  expect(new Set(given)).toEqual(new Set(['cluster activate', 'login --username', 'user create']));
});

test('with a wrong admin password it logs in once and changes nothing: five bad logins lock the user', async () => {
  cli = CliStandIn.activated('somebody has changed it');

  expect(await run()).toBe(20);
  expect(cli.commands).toEqual(['user list', 'login admin', 'user list']);
  expect(cli.on('admin')).toMatchObject([{ badLogins: 1 }]);
  expect(lastWords()).toEqual({
    error: 'AdminPasswordWrong',
    problem: 'the login of admin is refused: Login failed',
    remedy: expect.stringContaining('`aws secretsmanager put-secret-value --secret-id arn:admin --secret-string file://admin.json`'),
  });
});

test('listing quorum tokens would prove nothing: it needs no login', async () => {
  cli = CliStandIn.activated('somebody has changed it');
  const options = { env: { CLOUDHSM_ROLE: 'admin', CLOUDHSM_PIN: `admin:${passwords.admin}` }, limitSeconds: 1 };

  expect((await cli.execute('cloudhsm-cli', ['quorum', 'token-sign', 'list'], options)).status).toBe(0);
  expect(await run()).toBe(20);
});

test('a login that nobody answers says nothing of the password', async () => {
  cli = CliStandIn.activated(passwords.admin!);
  cli.instead.push({ words: 'login', ends: { stderr: 'Error: Failed to initialize hsm1 context' } });

  expect(await run()).toBe(22);
});

test('nor does one after which no HSM answers', async () => {
  cli = CliStandIn.activated('somebody has changed it');
  cli.after.push({
    words: 'login',
    happens: () => {
      cli.reachable = false;
    },
  });

  expect(await run()).toBe(22);
});

test.each([
  ['on every HSM', 'admin is locked after bad logins', 2],
  ['on some HSMs', 'admin is locked on some HSMs after bad logins', 1],
])('does not knock at an admin who is locked %s', async (_, says, hsms) => {
  cli = CliStandIn.activated(passwords.admin!, 2);
  cli.lock('admin', cli.hsms.slice(0, hsms));

  expect(await run()).toBe(25);
  expect(cli.commands).toEqual(['user list']);
  expect(lastWords()).toMatchObject({ error: 'UserLocked', problem: says, remedy: expect.stringContaining('another admin') });
});

test('a crypto user whose password differs from its secret is named with the secret, and nothing is changed', async () => {
  cli = CliStandIn.activated(passwords.admin!);
  cli.give('application', 'changed by hand');

  expect(await run()).toBe(26);
  expect(cli.on('application')).toMatchObject([{ password: 'changed by hand', badLogins: 1 }]);
  expect(changes()).toEqual([]);
  expect(lastWords()).toEqual({
    error: 'UserPasswordDiffers',
    problem: 'application refuses the password of its secret arn:application (Login failed); nothing was changed',
    remedy: expect.stringMatching(
      /`aws secretsmanager put-secret-value --secret-id arn:application --secret-string file:\/\/application\.json`; or, as an admin, .*`cloudhsm-cli user change-password --username application --role crypto-user`/,
    ),
  });
});

test('names every user whose password differs', async () => {
  cli = CliStandIn.activated(passwords.admin!);
  for (const user of ['application', 'signer']) cli.give(user, 'changed by hand');
  secretsManager
    .on(GetSecretValueCommand, { SecretId: 'arn:signer' })
    .resolves({ SecretString: '{"username":"signer","password":"Sign0Password"}' });

  expect(await run({ users: { ...request.users, signer: 'arn:signer' } })).toBe(26);
  expect(lastWords()!.problem).toMatch(/application refuses .* arn:application .*; signer refuses .* arn:signer/);
});

test('a locked crypto user is said, with how to unlock it, and nobody knocks', async () => {
  cli = CliStandIn.activated(passwords.admin!);
  cli.give('application', passwords.application!);
  cli.lock('application');

  expect(await run()).toBe(25);
  expect(cli.commands).toEqual(['user list']);
  expect(lastWords()).toMatchObject({
    problem: 'application is locked after bad logins',
    remedy: expect.stringContaining('cloudhsm-cli user change-password --username application --role crypto-user'),
  });
});

test('a user that this run’s own try locks is said to be locked', async () => {
  cli = CliStandIn.activated(passwords.admin!);
  cli.give('application', 'changed by hand');
  cli.on('application')[0]!.badLogins = 4;

  expect(await run()).toBe(25);
});

test.each(['set', 'leave'])('kmsuser that is locked is seen, with kmsUser %s', async (kmsUser) => {
  cli = CliStandIn.activated(passwords.admin!);
  cli.give('application', passwords.application!);
  cli.give('kmsuser', 'rotated by KMS');
  cli.lock('kmsuser');

  expect(await run({ kmsUser })).toBe(kmsUser === 'set' ? 0 : 25);
  expect(cli.commands.filter((command) => command.includes('kmsuser')).length > 0).toBe(kmsUser === 'set');
});

test('leaves kmsuser alone while KMS is logged in as it, and still checks that it stands on every HSM', async () => {
  cli = CliStandIn.activated(passwords.admin!, 2);
  cli.give('kmsuser', 'rotated by KMS');

  expect(await run({ kmsUser: 'leave' })).toBe(0);
  expect(cli.commands.filter((command) => command.includes('kmsuser'))).toEqual([]);
  expect(cli.on('kmsuser')).toEqual(Array(2).fill({ role: 'crypto-user', password: 'rotated by KMS', badLogins: 0 }));

  cli.hsms[1]!.delete('kmsuser');
  expect(await run({ kmsUser: 'leave', keyStoreId: 'cks-1' })).toBe(21);
  expect(cli.on('kmsuser')).toMatchObject([{ badLogins: 0 }, undefined]);
  expect(lastWords()!.remedy).toContain('`aws kms disconnect-custom-key-store --custom-key-store-id cks-1`');
});

test('gives kmsuser the password of its secret without ever trying the one that KMS had', async () => {
  cli = CliStandIn.activated(passwords.admin!, 2);
  cli.give('application', passwords.application!);
  cli.give('kmsuser', 'rotated by KMS');

  expect(await run({ kmsUser: 'set' })).toBe(0);
  expect(cli.on('kmsuser')).toEqual(Array(2).fill({ role: 'crypto-user', password: passwords.kmsuser, badLogins: 0 }));
});

test('kmsuser that KMS is logged in as, though its key store was shown as disconnected, is looked at again', async () => {
  cli = CliStandIn.activated(passwords.admin!);
  cli.give('application', passwords.application!);
  cli.give('kmsuser', 'rotated by KMS');
  cli.instead.push({ words: 'user change-password', ends: refused('User kmsuser is logged in') });

  expect(await run({ kmsUser: 'set' })).toBe(28);
  expect(cli.on('kmsuser')).toMatchObject([{ password: 'rotated by KMS', badLogins: 0 }]);
});

test('a user that misses on an HSM is created again, as AWS says, and proven there too', async () => {
  cli = CliStandIn.activated(passwords.admin!, 3);
  cli.give('application', passwords.application!, 'crypto-user', cli.hsms.slice(0, 2));
  cli.give('kmsuser', 'rotated by KMS', 'crypto-user', cli.hsms.slice(1));

  expect(await run()).toBe(0);
  expect(changes()).toEqual(['user create application as admin', 'user create kmsuser as admin', 'user change-password kmsuser as admin']);
  for (const user of ['application', 'kmsuser']) {
    expect(cli.on(user)).toEqual(Array(3).fill({ role: 'crypto-user', password: passwords[user], badLogins: 0 }));
  }
});

test('an admin that misses on an HSM is created again', async () => {
  cli = CliStandIn.activated(passwords.admin!, 2);
  cli.hsms[1]!.delete('admin');

  expect(await run()).toBe(0);
  expect(cli.on('admin')).toMatchObject([{ role: 'admin' }, { role: 'admin', password: passwords.admin }]);
});

test('a user that still misses on an HSM after it was created again is said', async () => {
  cli = CliStandIn.activated(passwords.admin!, 2);
  cli.give('application', passwords.application!, 'crypto-user', [cli.hsms[0]!]);
  cli.instead.push({ words: 'user create', ends: { stdout: '{"error_code":1,"data":"User already exists"}' } });
  cli.give('kmsuser', passwords.kmsuser!);

  expect(await run()).toBe(21);
  expect(lastWords()).toMatchObject({ problem: 'application has the cluster coverage inconsistent' });
});

test.each([
  ['is inconsistent', ['crypto-user', 'admin'], 'the role of application is inconsistent, not crypto-user on every HSM'],
  ['is another', ['admin', 'admin'], 'the role of application is admin, not crypto-user on every HSM'],
])('a user whose role %s is an error of its own, which nobody tries to mend', async (_, roles, says) => {
  cli = CliStandIn.activated(passwords.admin!, 2);
  roles.forEach((role, index) => {
    cli.give('application', passwords.application!, role, [cli.hsms[index]!]);
  });

  expect(await run()).toBe(27);
  expect(cli.commands).toEqual(['user list']);
  expect(lastWords()).toMatchObject({
    error: 'UserRoleInconsistent',
    problem: says,
    remedy: expect.stringContaining('cloudhsm-cli user delete --username application --role admin'),
  });
});

test('verify only looks, and reads no password', async () => {
  await run();
  cli.calls.length = 0;
  secretsManager.resetHistory();

  expect(await run({ action: 'verify' })).toBe(0);
  expect(cli.commands).toEqual(['user list']);
  expect(secretsManager.commandCalls(GetSecretValueCommand).map(({ args }) => args[0].input.SecretId)).toEqual(['arn:trust-anchor']);
});

test('what it has seen of the users is in its log, for audits', async () => {
  await run();

  const [found] = printed.flatMap((line) => (line.startsWith('{"usersFound"') ? [JSON.parse(line).usersFound] : []));
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
  ['is locked', () => cli.lock('kmsuser'), 25, 'kmsuser is locked after bad logins'],
])('verify fails where a user %s', async (_, spoil, exitCode, says) => {
  cli = CliStandIn.activated(passwords.admin!, 2);
  for (const user of ['application', 'kmsuser']) cli.give(user, passwords[user]!);
  spoil(cli.hsms);

  expect(await run({ action: 'verify' })).toBe(exitCode);
  expect(lastWords()!.problem).toBe(says);
});

test('where somebody else activates the cluster at the same moment, it goes on to the login', async () => {
  cli.after.push({ words: 'user list', happens: () => cli.give('admin', 'theirs', 'admin') });

  expect(await run()).toBe(20);
  expect(cli.commands).toEqual(['user list', 'cluster activate', 'user list', 'login admin', 'user list']);
});

test('an activation whose answer is lost has happened all the same', async () => {
  cli.instead.push({ words: 'cluster activate', ends: { status: 'time limit' } });
  cli.after.push({ words: 'cluster activate', happens: () => cli.give('admin', passwords.admin!, 'admin') });

  expect(await run()).toBe(0);
});

function refused(data: string): { stdout: string } {
  return { stdout: JSON.stringify({ error_code: 1, data }) };
}

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
  cli.instead.push({ words, ends });

  expect(await run()).toBe(exitCode);
  expect(lastWords()!.problem).toContain(says);
});

test('a document is read wherever it stands, and whatever the exit status', async () => {
  cli = CliStandIn.activated('somebody has changed it');
  cli.exitStatusOfError = 0;
  expect(await run()).toBe(20);

  cli = CliStandIn.activated(passwords.admin!);
  cli.instead.push({ words: 'login', ends: { stderr: 'Enter password:\n{"error_code":0,"data":{}}\n', status: 0 } });
  expect(await run({ users: { admin: 'arn:admin' } })).toBe(0);
});

test('the end of the CLI’s own log stands in the task’s, and no password in it', async () => {
  const sdk = mkdtempSync(join(tmpdir(), 'sdk-'));
  onTestFinished(() => rmSync(sdk, { recursive: true }));
  for (const folder of ['bin', 'etc', 'run']) mkdirSync(join(sdk, folder));
  writeFileSync(join(sdk, 'bin/cloudhsm-cli'), '');
  writeFileSync(join(sdk, 'etc/cloudhsm-cli.cfg'), '{"clusters":[{"type":"hsm1"}]}');
  const lines = Array.from({ length: 100 }, (_, line) => `line ${line} login admin:${passwords.admin} --password other-secret`);
  writeFileSync(join(sdk, 'run/cloudhsm-cli.log'), lines.join('\n'));
  cli.reachable = false;

  expect(await run({}, { PATH: join(sdk, 'bin') })).toBe(22);
  expect(printed).toContain('cloudhsm-cli.log: line 99 login admin:[redacted] --password [redacted]');
  expect(printed.filter((line) => line.startsWith('cloudhsm-cli.log:'))).toHaveLength(40);
  expect(printed[0]).toContain('cluster type hsm1');
});

test('no last word repeats a password that the CLI has printed', async () => {
  cli.instead.push({ words: 'user create', ends: { stderr: `invalid value for --password ${passwords.application}` } });

  expect(await run()).toBe(1);
  expect(lastWords()!.problem).toContain('--password [redacted]');
});

test('the log says which CLI and which image it was', async () => {
  const metadata = createServer((_, response) => response.end('{"Image":"repository/hsm-users:1","ImageID":"sha256:abc"}')).listen(
    0,
    '127.0.0.1',
  );
  onTestFinished(() => void metadata.close());
  await new Promise((resolve) => metadata.once('listening', resolve));
  const url = `http://127.0.0.1:${(metadata.address() as AddressInfo).port}`;

  const folder = mkdtempSync(join(tmpdir(), 'image-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'package'), 'cloudhsm-cli 5.18.0 sha256 def\n');

  await run({}, { ECS_CONTAINER_METADATA_URI_V4: url, CLOUDHSM_CLI_PACKAGE: join(folder, 'package') });
  expect(printed[0]).toBe(
    'set-up cluster-aaaaaaaaaaa (10.0.0.1, 10.0.1.1) with cloudhsm-cli 5.18.0, cluster type unknown; image repository/hsm-users:1@sha256:abc, package cloudhsm-cli 5.18.0 sha256 def',
  );
});

test('a cluster that wants several admins to approve stops the task, with the command to be approved', async () => {
  cli.quorum = 2;

  expect(await run()).toBe(30);
  expect(lastWords()).toMatchObject({
    error: 'QuorumApprovalNeeded',
    problem: expect.stringContaining('cloudhsm-cli user create --username application --role crypto-user: Quorum approval'),
  });
});

test('a rotation that a quorum has to approve is done where its admins have set the staged password, and costs no bad login where they have not', async () => {
  cli = CliStandIn.activated(passwords.admin!, 2);
  cli.give('application', passwords.application!);
  cli.quorum = 2;
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

  expect(await run(rotation)).toBe(30);
  expect(await run({ ...rotation, maybeSet: true })).toBe(30);
  expect(cli.on('application').map((user) => user!.badLogins)).toEqual([0, 0]);
  for (const user of cli.on('application')) user!.password = staged;
  expect(await run({ ...rotation, maybeSet: true })).toBe(0);
});

test('ends by itself before the state that runs it gives up: a command gets what is left of the time', async () => {
  cli.after.push({
    words: 'user list',
    happens: () => {
      now += 1300;
    },
  });

  expect(await run({}, { HSM_USERS_TASK_SECONDS: '1500' })).toBe(29);
  expect(cli.calls.map(({ limitSeconds }) => limitSeconds)).toEqual([300, 300, 300, 200, 200]);
  expect(lastWords()!.problem).toBe('the time of the task was over before cloudhsm-cli login --username admin');
});

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

  expect(await run()).toBe(exitCode);
  expect(cli.calls).toEqual([]);
  expect(lastWords()!.problem).toMatch(/the secret arn:kmsuser of kmsuser/);
  expect(lastWords()!.problem).toContain(says);
});

function ofKmsUser() {
  return secretsManager.on(GetSecretValueCommand, { SecretId: 'arn:kmsuser' });
}

test('touches nothing without the trust anchor', async () => {
  secretsManager.on(GetSecretValueCommand, { SecretId: 'arn:trust-anchor' }).resolves({ SecretString: 'none' });

  expect(await run()).toBe(24);
  expect(cli.calls).toEqual([]);
  expect(lastWords()!.problem).toBe('the secret arn:trust-anchor of the trust anchor: it holds no certificate in PEM');
});

test.each([
  ['an action that it does not know', { action: 'delete everything' }, 'action: '],
  ['no admin', { users: { application: 'arn:application' } }, 'users: admin has to be among them'],
  ['no address', { addresses: [] }, 'addresses: '],
])('touches nothing for a request with %s', async (_, spoiled, says) => {
  expect(await run(spoiled)).toBe(1);
  expect(cli.calls).toEqual([]);
  expect(lastWords()!.problem).toContain(`the request is not understood: ${says}`);
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

test('every exit code stands for one error, and an error has one at most', () => {
  expect(new Set(exitCodes.map(({ code }) => code)).size).toBe(exitCodes.length);
  expect(new Set(exitCodes.map(({ error }) => error)).size).toBe(exitCodes.length);
});
