import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { adminPassword } from '../cloudhsmv2/lifecycle.ts';
import { approve, loggedIn, registered } from './approvers.ts';
import { active } from './configured-cluster.ts';
import { admin, cli, type Document } from './programs.ts';
import { Prompt } from './prompt.ts';

const secondPassword = 'second-Password1';

/** An active cluster with a second admin, and a folder for what admins sign. */
async function twoAdmins(): Promise<{ aws: Emulator; folder: string }> {
  const { aws } = await active();
  await cli(aws, `user create --username second --role admin --password ${secondPassword}`, admin(adminPassword));
  const folder = mkdtempSync(join(tmpdir(), 'quorum-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return { aws, folder };
}

async function generated(prompt: Prompt, folder: string, service = 'user'): Promise<string> {
  const file = join(folder, 'token');
  expect(await prompt.type(`quorum token-sign generate --service ${service} --token ${file}`)).toMatchObject({ error_code: 0 });
  return file;
}

const refused = (data: string): Document => ({ error_code: 1, data });
const create = (name: string, file: string) => `user create --username ${name} --role crypto-user --password a-password --approval ${file}`;

it('two admins approve a user with keys of their own, for one change and in one session', async () => {
  const { aws, folder } = await twoAdmins();
  const [first, second] = [await loggedIn(aws, 'admin', adminPassword), await loggedIn(aws, 'second', secondPassword)];
  const keys = { admin: await registered(first, folder, 'admin'), second: await registered(second, folder, 'second') };
  const { users } = (await first.type('user list')).data;
  expect(users.map(({ username, quorum }: { username: string; quorum: object[] }) => [username, quorum.length])).toEqual(
    expect.arrayContaining([
      ['admin', 1],
      ['second', 1],
      ['app_user', 0],
    ]),
  );
  expect(await first.type('quorum token-sign set-quorum-value --service user --value 2')).toMatchObject({ error_code: 0 });
  const file = await generated(first, folder);
  expect((await first.type('quorum token-sign list')).data.tokens).toMatchObject([
    { username: 'admin', service: 'user', 'approvals-required': 2, 'token-timeout-seconds': 599 },
  ]);
  approve(file, { admin: keys.admin });
  expect(await first.type(create('bob', file))).toEqual(
    refused('Too few quorum approvals: currently 1 approvals, but 2 approvals required'),
  );
  approve(file, { second: keys.second });
  expect(await second.type(create('bob', file))).toEqual(refused('Invalid username-signature pair for quorum authorization'));

  expect(await first.type(create('bob', file))).toEqual({ error_code: 0, data: { username: 'bob', role: 'crypto-user' } });

  expect(await first.type(create('carol', file))).toEqual(refused('Invalid username-signature pair for quorum authorization'));
  expect(await first.type('user delete --username bob --role crypto-user')).toEqual(
    refused('Quorum approval is required for this operation'),
  );
});

it('a token is good for ten minutes, until its session ends, and one at a time', async () => {
  const { aws, folder } = await twoAdmins();
  const first = await loggedIn(aws, 'admin', adminPassword);
  const key = await registered(first, folder, 'admin');
  const second = await loggedIn(aws, 'second', secondPassword);
  const keys = { admin: key, second: await registered(second, folder, 'second') };
  await first.type('quorum token-sign set-quorum-value --service user --value 2');
  const late = await generated(first, folder);
  approve(late, keys);
  expect((await first.type(`quorum token-sign generate --service user --token ${late}`)).data).toMatch(
    /a token of admin for the service user already/,
  );
  await aws.home.clock.advance(601);
  expect(await first.type(create('bob', late))).toEqual(refused('Invalid username-signature pair for quorum authorization'));

  const lost = await generated(first, folder);
  approve(lost, keys);
  await first.type('logout');
  await first.type(`login --username admin --role admin --password ${adminPassword}`);
  expect(await first.type(create('bob', lost))).toEqual(refused('Invalid username-signature pair for quorum authorization'));

  const deleted = await generated(first, folder);
  expect(await first.type('quorum token-sign delete --scope user')).toEqual({
    error_code: 0,
    data: 'Deletion of quorum token(s) successful',
  });
  approve(deleted, keys);
  expect(await first.type(create('bob', deleted))).toEqual(refused('Invalid username-signature pair for quorum authorization'));
});

it('a signature by another key, a forged registration and a file that cannot be written are refused', async () => {
  const { aws, folder } = await twoAdmins();
  const first = await loggedIn(aws, 'admin', adminPassword);
  const key = await registered(first, folder, 'admin');
  await first.type('quorum token-sign set-quorum-value --service user --value 2');
  const file = await generated(first, folder);
  approve(file, { admin: key, second: key });
  expect(await first.type(create('bob', file))).toEqual(refused('Invalid username-signature pair for quorum authorization'));
  const registration = join(folder, 'admin.registration');
  writeFileSync(registration, readFileSync(registration, 'utf8').replace(/"signed":"..../, '"signed":"AAAA'));
  expect(
    await first.type(`user change-quorum token-sign register --public-key ${join(folder, 'admin.pub')} --signed-token ${registration}`),
  ).toEqual(refused('The token is not signed with the private part of this key'));
  const nowhere = join(folder, 'missing', 'token');
  expect(await first.type(`quorum token-sign generate --service registration --token ${nowhere}`)).toEqual(
    refused(`Unable to write the file ${nowhere}`),
  );
});

it('a single command has no session: its token ends with it', async () => {
  const { aws, folder } = await twoAdmins();
  const file = join(folder, 'token');
  expect(await cli(aws, `quorum token-sign generate --service user --token ${file}`, admin(adminPassword))).toMatchObject({
    error_code: 0,
  });
  await cli(aws, 'quorum token-sign set-quorum-value --service user --value 2', admin(adminPassword));
  expect(await cli(aws, create('bob', file), admin(adminPassword))).toEqual(
    refused('Invalid username-signature pair for quorum authorization'),
  );
  const generate = 'quorum token-sign generate --service user --token x';
  expect(await cli(aws, generate)).toEqual(refused('Not logged in: set CLOUDHSM_ROLE and CLOUDHSM_PIN'));
  const prompt = new Prompt(aws);
  onTestFinished(() => prompt.end());
  expect(await prompt.type(generate)).toEqual(refused('Not logged in: use login'));
});

it('the guide speaks of the passwords of other users: a setting leaves the own one to each admin', async () => {
  const { aws } = await twoAdmins();
  await cli(aws, 'quorum token-sign set-quorum-value --service user --value 2', admin(adminPassword));
  const change = 'user change-password --username admin --role admin --password another-Password1';
  expect(await cli(aws, change, admin(adminPassword))).toEqual(refused('Quorum approval is required for this operation'));
  aws.home.dataPlane.settings.quorumForOwnPassword = false;
  expect(await cli(aws, change, admin(adminPassword))).toMatchObject({ error_code: 0 });
});
