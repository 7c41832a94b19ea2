import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { script } from '../../foreign-tools/script.ts';
import { needs } from '../../foreign-tools/tool.ts';
import { localAws } from '../../local-aws.ts';
import { adminPassword } from '../cloudhsmv2/lifecycle.ts';
import { active, initialized } from './configured-cluster.ts';
import { admin, cli, type Document } from './programs.ts';

const password = 'first-Password1';
const prompt = 'aws-cloudhsm > ';

/** What is typed, line by line, and what comes of it. */
async function typed(aws: Pick<Emulator, 'bin'>, lines: string[], words: string[] = []) {
  const child = spawn(join(aws.bin, 'cloudhsm-cli'), ['interactive', ...words], { env: { PATH: process.env.PATH } });
  child.stdin.end(lines.map((line) => `${line}\n`).join(''));
  const [stdout, stderr, exitCode] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.on('close', resolve)),
  ]);
  const documents = stdout
    .split(prompt)
    .filter((part) => part.startsWith('{'))
    .map((part) => JSON.parse(part) as Document);
  return { stdout, stderr, exitCode, documents };
}

it('activates a cluster as the getting-started page does: the password is asked for twice, and never shown', async () => {
  const { aws } = await initialized();
  const { documents, stderr, stdout, exitCode } = await typed(aws, [
    'user list',
    'cluster activate',
    password,
    password,
    'user list',
    'quit',
  ]);
  expect(documents.map(({ error_code }) => error_code)).toEqual([0, 0, 0]);
  expect(documents[0]!.data.users[0]).toMatchObject({ username: 'admin', role: 'unactivated-admin' });
  expect(documents[1]!.data).toBe('Cluster activation successful');
  expect(documents[2]!.data.users[0]).toMatchObject({ username: 'admin', role: 'admin' });
  expect(stderr).toBe('Enter password:\nConfirm password:\n');
  expect([exitCode, stdout.includes(password)]).toEqual([0, false]);
});

it('keeps a login until logout, and lets nobody in without one', async () => {
  const { aws } = await active();
  const create = 'user create --username bob --role crypto-user --password bob-password';
  const { documents } = await typed(aws, [
    create,
    'login --username admin --role admin',
    adminPassword,
    create,
    'user change-password --username bob --role crypto-user',
    'bob-password2',
    'bob-password2',
    'quorum token-sign list-quorum-values',
    'logout',
    'user delete --username bob --role crypto-user',
  ]);
  expect(documents.map(({ error_code, data }) => [error_code, data])).toEqual([
    [1, 'Not logged in: use login'],
    [0, { username: 'admin', role: 'admin' }],
    [0, { username: 'bob', role: 'crypto-user' }],
    [0, { username: 'bob', role: 'crypto-user' }],
    [0, { user: 1, quorum: 1, cluster: 1 }],
    [0, 'Logout successful'],
    [1, 'Not logged in: use login'],
  ]);
  expect(await cli(aws, 'login --username bob --role crypto-user --password bob-password2')).toMatchObject({ error_code: 0 });
});

it('has a login for each who sits there, and none from the environment', async () => {
  const { aws } = await active();
  const login = `login --username admin --role admin --password ${adminPassword}`;
  const create = (name: string) => `user create --username ${name} --role crypto-user --password a-password`;
  const [one, other] = await Promise.all([typed(aws, [login, create('one')]), typed(aws, [create('other')])]);
  expect([one.documents.at(-1)!.error_code, other.documents.at(-1)!.error_code]).toEqual([0, 1]);
  expect(await cli(aws, 'logout', admin(adminPassword))).toEqual({ error_code: 0, data: 'Logout successful' });
});

it('ends no session for what it does not understand, and goes on after a wrong password', async () => {
  const { aws } = await active();
  const { documents, stderr, stdout, exitCode } = await typed(aws, [
    '',
    'user lst',
    'login --username "admin',
    'login --username admin --role admin',
    'wrong-password',
    'help user',
    'login --username "admin" \\',
    '  --role admin',
    adminPassword,
    'cluster activate',
    password,
    'another-Password1',
  ]);
  expect(documents.map(({ error_code, data }) => [error_code, data])).toEqual([
    [1, 'Incorrect authentication credentials'],
    [0, { username: 'admin', role: 'admin' }],
    [1, 'Passwords do not match'],
  ]);
  expect(stderr).toMatch(/unrecognized subcommand 'user lst'[\s\S]*a quote is not closed/);
  expect(stdout).toMatch(/Usage:\n {2}user list\S*[\s\S]*user change-password --username --role/);
  expect(exitCode).toBe(0);
});

it('signs with keys, by files that a line names', async () => {
  const { aws } = await active();
  const login = `login --username admin --role admin --password ${adminPassword}`;
  const file = join(aws.home.folder, 'none at all');
  const user = 'user create --username signer --role crypto-user --password signer-password';
  const pair = 'key generate-asymmetric-pair ec --curve secp256r1 --public-label p --private-label s --private-attributes sign=true';
  const { documents } = await typed(aws, [
    login,
    user,
    'login --username signer --role crypto-user --password signer-password',
    pair,
    'crypto sign ecdsa --key-filter attr.label=s --hash-function sha256 --data-path package.json',
    `crypto sign ecdsa --key-filter attr.label=s --hash-function sha256 --data-path '${file}'`,
  ]);
  expect(documents.map(({ error_code }) => error_code)).toEqual([0, 0, 0, 0, 0, 1]);
  expect(documents[4]!.data.signature).toMatch(/^\S{80,}$/);
  expect(documents[5]!.data).toBe(`Unable to read the file ${file}`);
});

it('does not begin where no HSM is reached', async () => {
  const aws = await localAws();
  expect(await typed(aws, ['user list'])).toMatchObject({
    exitCode: 1,
    stdout: '',
    stderr: 'Error: Failed to initialize hsm1 context\n',
  });
});

it('shows no password on a terminal either', async (context) => {
  needs(context, script);
  const { aws } = await active();
  const child = spawn('script', ['-qec', `${join(aws.bin, 'cloudhsm-cli')} interactive`, '/dev/null'], { env: process.env });
  let shown = '';
  const answers: [RegExp, string][] = [
    [/> $/, 'login --username admin --role admin\r'],
    [/password:$/, `${adminPassword}\r`],
    [/> $/, 'quit\r'],
  ];
  child.stdout.on('data', (chunk) => {
    shown += chunk;
    if (answers[0]?.[0].test(shown)) child.stdin.write(answers.shift()![1]);
  });
  await new Promise((resolve) => child.on('close', resolve));
  expect(shown).toContain('"role": "admin"');
  expect(shown).not.toContain(adminPassword);
});
