import { beforeAll, expect, test } from 'vitest';
import { ConnectionCut } from '../../emulator/faults.ts';
import { onNextRequest, sharedDeployment } from './deployment.ts';
import { withoutKeyStore } from './environment-file.ts';

const deployment = sharedDeployment();

beforeAll(async () => {
  expect((await deployment().run(withoutKeyStore())).status).toBe('SUCCEEDED');
}, 60_000);

test('after a run every user stands on every HSM, with the password of its secret', () => {
  const { cluster, passwordOf } = standing();
  for (const { users } of cluster.hsms) {
    const found = users.filter(({ role }) => role !== 'internal(APPLIANCE_USER)');
    expect(found.map(({ username, role, password }) => ({ username, role, password }))).toEqual([
      { username: 'admin', role: 'admin', password: passwordOf('admin') },
      { username: 'application', role: 'crypto-user', password: passwordOf('application') },
    ]);
  }
});

test('a wrong password of admin fails the run before it locks anybody, and the right one goes on', async () => {
  const { cluster, secret } = standing();
  const version = secret('admin');
  const right = version.secretString;
  version.secretString = JSON.stringify({ username: 'admin', password: 'notTheOneThatWasGiven' });
  expect(await deployment().run(withoutKeyStore())).toMatchObject({
    status: 'FAILED',
    error: 'AdminPasswordWrong',
    remedy: expect.stringContaining('five bad logins'),
  });
  const admins = cluster.hsms.flatMap(({ users }) => users.filter(({ username }) => username === 'admin'));
  expect(admins.map(({ badLogins, locked }) => ({ badLogins, locked }))).toEqual(Array(2).fill({ badLogins: 1, locked: false }));
  version.secretString = right;
  expect((await deployment().run(withoutKeyStore())).status).toBe('SUCCEEDED');
});

test('a crypto user whose password differs from its secret gets the secret’s', async () => {
  const { cluster, passwordOf } = standing();
  const users = cluster.hsms.flatMap((hsm) => hsm.users.filter(({ username }) => username === 'application'));
  for (const user of users) user.password = 'somethingElse7';
  expect((await deployment().run(withoutKeyStore())).status).toBe('SUCCEEDED');
  expect(users.map(({ password }) => password)).toEqual([passwordOf('application'), passwordOf('application')]);
});

test('a user that is missing on an HSM fails the run', async () => {
  const [hsm] = standing().cluster.hsms;
  const all = hsm!.users;
  hsm!.users = all.filter(({ username }) => username !== 'application');
  expect(await deployment().run(withoutKeyStore())).toMatchObject({
    status: 'FAILED',
    error: 'UserMissingOnHsm',
    remedy: expect.stringContaining('delete the HSM that misses it'),
  });
  hsm!.users = all;
});

test('without the secret of admin an activated cluster is left alone', async () => {
  const { secrets } = deployment().world.secretsManager;
  const name = 'cloudhsm-lifecycle/dev/production/admin';
  const kept = secrets.get(name)!;
  secrets.delete(name);
  expect(await deployment().run(withoutKeyStore())).toMatchObject({
    status: 'FAILED',
    error: 'AdminSecretMissing',
    message: expect.stringContaining(name),
    remedy: expect.stringContaining('restore the secret'),
  });
  expect(secrets.has(name)).toBe(false);
  secrets.set(name, kept);
});

test('without the image of the task the run fails and says how to publish it', async () => {
  const { images } = deployment().world.ecs;
  const known = [...images];
  images.clear();
  expect(await deployment().run(withoutKeyStore())).toMatchObject({
    status: 'FAILED',
    error: 'UserTaskFailed',
    message: expect.stringContaining('CannotPullContainerError'),
    remedy: expect.stringContaining('npm run publish-image'),
  });
  for (const [uri, image] of known) images.set(uri, image);
});

test('an activation whose answer is lost is not done twice', async () => {
  deployment().world.faults.inject({ operation: 'data-plane:cluster activate', when: 'after', error: new ConnectionCut() });
  expect((await deployment().run(withoutKeyStore({ name: 'lost' }))).status).toBe('SUCCEEDED');
});

test('an HSM that is replaced before its users are set up is waited for', async () => {
  const { world } = deployment();
  onNextRequest(world, 'ecs:RunTask', () => {
    world.cloudhsmv2.failHsm([...world.cloudhsmv2.clusters.values()].at(-1)!.hsms[0]!.eniId);
  });
  const run = await deployment().run(withoutKeyStore({ name: 'replaced' }));
  expect(run).toMatchObject({ status: 'SUCCEEDED', output: { cluster: { state: 'ACTIVE' } } });
  expect(run.states.filter((state) => state === 'HsmUsers').length).toBeGreaterThan(1);
});

function standing() {
  const { cloudhsmv2, secretsManager } = deployment().world;
  const [cluster] = cloudhsmv2.clusters.values();
  const secret = (user: string) => [...secretsManager.existing(`cloudhsm-lifecycle/dev/production/${user}`).versions.values()][0]!;
  const passwordOf = (user: string) => (JSON.parse(secret(user).secretString!) as { password: string }).password;
  return { cluster: cluster!, secret, passwordOf };
}
