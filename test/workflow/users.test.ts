import { CloudHSMV2Client, CreateHsmCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeAll, expect, test } from 'vitest';
import { AwsError } from '../../emulator/kernel/aws-error.ts';
import { ConnectionCut, NoAnswer } from '../../emulator/kernel/faults.ts';
import type { Hsm } from '../../emulator/services/cloudhsmv2/cluster.ts';
import { connection } from '../local-aws.ts';
import { ofFunction, onNextRequest, sharedDeployment } from './deployment.ts';
import { ofTwoHsms, withoutKeyStore } from './environment-file.ts';

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
      { username: 'admin_2', role: 'admin', password: passwordOf('admin_2') },
      { username: 'application', role: 'crypto-user', password: passwordOf('application') },
      { username: 'lifecycle_canary', role: 'crypto-user', password: passwordOf('lifecycle_canary') },
    ]);
  }
});

test('a user that misses on an HSM is created there again', async () => {
  const { cluster, passwordOf, usersNamed } = standing();
  const [hsm] = cluster.hsms;
  hsm!.users = hsm!.users.filter(({ username }) => username !== 'application');
  expect((await deployment().run(withoutKeyStore())).status).toBe('SUCCEEDED');
  expect(usersNamed('application').map(({ password }) => password)).toEqual(Array(2).fill(passwordOf('application')));
});

test('HSMs on which a run has just seen its users are not looked at twice, but for those that come after that, at the same address too', async () => {
  const { home } = deployment();
  const { cluster } = standing();
  const asSeenBefore = (await deployment().run(withoutKeyStore())).states;
  expect(asSeenBefore).toContain('HsmUsers');
  expect(asSeenBefore).not.toContain('HsmUsers (coverage)');

  const [{ eniId, hsmId }] = cluster.hsms as [Hsm];
  home.faults.inject({
    operation: 'cloudhsmv2:DescribeClusters',
    only: ofFunction('plan-hsms'),
    whenDone: () => home.cloudhsmv2.failHsm(eniId),
  });
  const replaced = await deployment().run(withoutKeyStore());
  expect(replaced.status, replaced.message).toBe('SUCCEEDED');
  expect(cluster.hsms.find((hsm) => hsm.eniId === eniId && hsm.state === 'ACTIVE')!.hsmId).not.toBe(hsmId);
  expect(replaced.states).toContain('HsmUsers (coverage)');
});

test('a crypto user that the file names no more goes, unless it owns a key', async () => {
  const file = withoutKeyStore({ name: 'leaving' });
  const both = { ...file, cryptoUsers: ['application', 'reports'] };
  expect((await deployment().run(both)).status).toBe('SUCCEEDED');
  const cluster = [...deployment().home.cloudhsmv2.clusters.values()].at(-1)!;
  const holding = () => cluster.hsms.filter(({ users }) => users.some(({ username }) => username === 'reports')).length;
  const [canary] = cluster.keys.values();
  const owner = canary!.owner;
  Object.assign(canary!, { owner: 'reports' });
  expect(await deployment().run(file)).toMatchObject({
    status: 'FAILED',
    error: 'KeysInUse',
    message: expect.stringContaining('User reports owns keys and cannot be deleted'),
    remedy: expect.stringContaining('put reports back into cryptoUsers and start the workflow again'),
  });
  expect(holding()).toBe(2);

  Object.assign(canary!, { owner });
  const run = await deployment().run(file);
  expect(run).toMatchObject({ status: 'SUCCEEDED', output: { cluster: { state: 'ACTIVE' } } });
  expect(Object.keys(run.output.secrets)).toEqual(['admin', 'admin_2', 'application', 'lifecycle_canary']);
  expect(holding()).toBe(0);
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

test('a task for which Fargate has no capacity is tried for minutes, and then fails with what ECS says', async () => {
  const { fates } = deployment().home.cloud;
  fates.tasks.push(...Array(9).fill('NO_CAPACITY'));
  expect(await deployment().run(withoutKeyStore())).toMatchObject({ status: 'SUCCEEDED' });

  fates.tasks.push(...Array(60).fill('NO_CAPACITY'));
  const { status, error, message } = await deployment().run(withoutKeyStore());
  const tried = 60 - fates.tasks.splice(0).length;
  expect([status, error, tried]).toEqual(['FAILED', 'TransientServiceError', 18]);
  expect(message).toMatch(/Capacity is unavailable at this time\. .*Standing and billed: 2 HSMs/);
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

test('a key store that KMS still shows as disconnected keeps its kmsuser, which is logged in', async () => {
  const file = ofTwoHsms('shown-late');
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
