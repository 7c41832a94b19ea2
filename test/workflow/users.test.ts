import { CloudHSMV2Client, CreateHsmCommand } from '@aws-sdk/client-cloudhsm-v2';
import { DisconnectCustomKeyStoreCommand, KMSClient } from '@aws-sdk/client-kms';
import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { beforeAll, expect, test } from 'vitest';
import { AwsError } from '../../emulator/kernel/aws-error.ts';
import { ConnectionCut, NoAnswer } from '../../emulator/kernel/faults.ts';
import { connection } from '../local-aws.ts';
import { onNextRequest, sharedDeployment } from './deployment.ts';
import { environmentNamed, withoutKeyStore } from './environment-file.ts';

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

test('a crypto user whose password somebody has changed keeps it, and the run says whose and which secret', async () => {
  const { cluster, secret, usersNamed } = standing();
  for (const user of usersNamed('application')) user.password = 'changedByHand7';
  expect(await deployment().run(withoutKeyStore())).toMatchObject({
    status: 'FAILED',
    error: 'UserPasswordDiffers',
    message: expect.stringMatching(
      /application refuses the password of its secret arn:aws:secretsmanager:.*production\/application-\S+ .*nothing was changed/,
    ),
  });
  expect(usersNamed('application').map(({ password, badLogins }) => ({ password, badLogins }))).toEqual(
    Array(cluster.hsms.length).fill({ password: 'changedByHand7', badLogins: 1 }),
  );
  // as the remedy says: the password that is in use goes into the secret
  secret('application').secretString = JSON.stringify({ username: 'application', password: 'changedByHand7' });
  expect((await deployment().run(withoutKeyStore())).status).toBe('SUCCEEDED');
});

test('an admin who is locked is not knocked at, and the run goes on once another has unlocked it', async () => {
  const { usersNamed } = standing();
  for (const user of usersNamed('admin')) Object.assign(user, { locked: true, badLogins: 5 });
  expect(await deployment().run(withoutKeyStore())).toMatchObject({
    status: 'FAILED',
    error: 'UserLocked',
    message: expect.stringContaining('admin is locked after bad logins'),
    remedy: expect.stringContaining('user change-password --username admin --role admin'),
  });
  expect(usersNamed('admin').map(({ badLogins }) => badLogins)).toEqual([5, 5]);
  for (const user of usersNamed('admin')) Object.assign(user, { locked: false, badLogins: 0 });
  expect((await deployment().run(withoutKeyStore())).status).toBe('SUCCEEDED');
});

test('a user that misses on an HSM is created there again', async () => {
  const { cluster, passwordOf, usersNamed } = standing();
  const [hsm] = cluster.hsms;
  hsm!.users = hsm!.users.filter(({ username }) => username !== 'application');
  expect((await deployment().run(withoutKeyStore())).status).toBe('SUCCEEDED');
  expect(usersNamed('application').map(({ password }) => password)).toEqual(Array(2).fill(passwordOf('application')));
});

test('users are changed only while no HSM joins, and stand on the one that has joined', async () => {
  const file = withoutKeyStore({ name: 'joining' });
  expect((await deployment().run(file)).status).toBe('SUCCEEDED');
  const { home } = deployment();
  const cluster = [...home.cloudhsmv2.clusters.values()].at(-1)!;
  const zone = Object.keys(cluster.subnetMapping).find((name) => !cluster.hsms.some(({ availabilityZone }) => availabilityZone === name))!;
  const person = new CloudHSMV2Client(connection(deployment().emulator));
  await person.send(new CreateHsmCommand({ ClusterId: cluster.clusterId, AvailabilityZone: zone }));
  const run = await deployment().run({ ...file, hsmCount: 3, cryptoUsers: ['application', 'signer'] });
  expect(run).toMatchObject({ status: 'SUCCEEDED', output: { cluster: { state: 'ACTIVE' } } });
  expect(cluster.hsms.map(({ users }) => users.some(({ username }) => username === 'signer'))).toEqual([true, true, true]);
});

test('a user who is an admin on one HSM is an error of its own, and the run goes on once the wrong half is deleted', async () => {
  const { cluster, usersNamed } = standing();
  usersNamed('application')[0]!.role = 'admin';
  const run = await deployment().run(withoutKeyStore());
  expect(run).toMatchObject({
    status: 'FAILED',
    error: 'UserRoleInconsistent',
    message: expect.stringContaining('the role of application is inconsistent'),
    remedy: expect.stringContaining('cloudhsm-cli user delete --username application --role admin'),
  });
  const [hsm] = cluster.hsms;
  hsm!.users = hsm!.users.filter(({ username, role }) => username !== 'application' || role !== 'admin');
  expect((await deployment().run(withoutKeyStore())).status).toBe('SUCCEEDED');
  expect(usersNamed('application').map(({ role }) => role)).toEqual(['crypto-user', 'crypto-user']);
});

test('a CLI that prints words in place of a document is read, and tried again where no HSM answered', async () => {
  const { faults } = deployment().home;
  faults.inject({ operation: 'data-plane:user list', when: 'before', error: new AwsError('Words', 'Failed to initialize hsm1 context') });
  expect((await deployment().run(withoutKeyStore())).status).toBe('SUCCEEDED');

  const words = 'the client panicked';
  faults.inject({ operation: 'data-plane:user list', when: 'before', error: new AwsError('Words', words), times: 3 });
  expect(await deployment().run(withoutKeyStore())).toMatchObject({
    status: 'FAILED',
    error: 'HsmUnreachable',
    message: expect.stringContaining('cloudhsm-cli user list: Error: the client panicked'),
  });
});

test('a CLI that hangs is ended by its time limit, and tried again', async () => {
  const { ecs, faults } = deployment().home;
  const [container] = ecs.taskDefinitions.at(-1)!.containerDefinitions;
  container!.environment = [{ name: 'HSM_USERS_COMMAND_SECONDS', value: '1' }];
  const hangs = faults.inject({ operation: 'data-plane:user list', when: 'before', error: new NoAnswer() });
  expect((await deployment().run(withoutKeyStore())).status).toBe('SUCCEEDED');
  expect(hangs()).toBe(1);
  container!.environment = [];
});

test('kmsuser that is locked fails the run, and works again after what the remedy says', async () => {
  const file = environmentNamed('locked-out');
  const first = await deployment().run(file);
  expect(first.status).toBe('SUCCEEDED');
  const { home, sfn, emulator } = deployment();
  const cluster = home.cloudhsmv2.cluster(first.output.cluster.id)!;
  const kmsusers = cluster.hsms.flatMap(({ users }) => users.filter(({ username }) => username === 'kmsuser'));
  for (const user of kmsusers) Object.assign(user, { locked: true, badLogins: 5 });
  const executionArn = await deployment().start(file);
  await home.clock.idle();
  const { error, cause } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
  expect([error, cause]).toEqual(['UserLocked', expect.stringContaining('aws kms disconnect-custom-key-store --custom-key-store-id')]);

  const kms = new KMSClient(connection(emulator));
  await kms.send(new DisconnectCustomKeyStoreCommand({ CustomKeyStoreId: first.output.keyStore!.id }));
  await home.clock.idle();
  expect(await deployment().run(file)).toMatchObject({ status: 'SUCCEEDED', output: { keyStore: { state: 'CONNECTED', proof: true } } });
});

test('a key store that KMS still shows as disconnected keeps its kmsuser, which is logged in', async () => {
  const file = environmentNamed('shown-late');
  const first = await deployment().run(file);
  const { home } = deployment();
  const store = home.kms.customKeyStores.get(first.output.keyStore!.id)!;
  store.state = 'DISCONNECTED';
  onNextRequest(home, 'ecs:RunTask', () => {
    store.state = 'CONNECTED';
  });
  const run = await deployment().run(file);
  expect(run).toMatchObject({ status: 'SUCCEEDED', output: { keyStore: { state: 'CONNECTED', proof: true } } });
  expect(run.states.filter((state) => state === 'HsmUsers')).toHaveLength(2);
});

test('without the secret of admin an activated cluster is left alone', async () => {
  const { secrets } = deployment().home.secretsManager;
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
  const { images } = deployment().home.ecs;
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
  deployment().home.faults.inject({ operation: 'data-plane:cluster activate', when: 'after', error: new ConnectionCut() });
  expect((await deployment().run(withoutKeyStore({ name: 'lost' }))).status).toBe('SUCCEEDED');
});

test('an HSM that is replaced before its users are set up is waited for', async () => {
  const { home } = deployment();
  onNextRequest(home, 'ecs:RunTask', () => {
    home.cloudhsmv2.failHsm([...home.cloudhsmv2.clusters.values()].at(-1)!.hsms[0]!.eniId);
  });
  const run = await deployment().run(withoutKeyStore({ name: 'replaced' }));
  expect(run).toMatchObject({ status: 'SUCCEEDED', output: { cluster: { state: 'ACTIVE' } } });
  expect(run.states.filter((state) => state === 'HsmUsers').length).toBeGreaterThan(1);
});

function standing() {
  const { cloudhsmv2, secretsManager } = deployment().home;
  const [cluster] = cloudhsmv2.clusters.values();
  const secret = (user: string) => [...secretsManager.existing(`cloudhsm-lifecycle/dev/production/${user}`).versions.values()][0]!;
  const passwordOf = (user: string) => (JSON.parse(secret(user).secretString!) as { password: string }).password;
  const usersNamed = (name: string) => cluster!.hsms.flatMap((hsm) => hsm.users.filter(({ username }) => username === name));
  return { cluster: cluster!, secret, passwordOf, usersNamed };
}
