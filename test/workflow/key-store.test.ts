import { CreateCustomKeyStoreCommand, DisconnectCustomKeyStoreCommand, KMSClient } from '@aws-sdk/client-kms';
import { beforeAll, describe, expect, test } from 'vitest';
import { environmentTag } from '../../core/cloudhsm/tags.ts';
import { AwsError } from '../../emulator/kernel/aws-error.ts';
import type { HsmUser } from '../../emulator/services/cloudhsmv2/hsm-user.ts';
import type { ConnectionErrorCode } from '../../emulator/services/kms/key-stores/custom-key-store.ts';
import { connection } from '../local-aws.ts';
import { ofFunction, onNextRequest, type Run, sharedDeployment } from './deployment.ts';
import { environmentNamed, ofTwoHsms } from './environment-file.ts';
import { forgetOnRecord } from './record.ts';

const deployment = sharedDeployment();

/** An environment with its key store connected, for what happens to one that stands. */
const file = ofTwoHsms('standing');
const alias = 'alias/cloudhsm-lifecycle/dev/standing/documents';
let standing: Run;

beforeAll(async () => {
  standing = await deployment().run(file);
  expect(standing.status).toBe('SUCCEEDED');
}, 60_000);

test('another name for the key store is refused as often as it is asked for, and nobody touches kmsuser', async () => {
  const renamed = { ...file, keyStore: { ...file.keyStore, name: 'renamed' } };
  for (let attempt = 1; attempt <= 3; attempt++) {
    expect(await deployment().run(renamed)).toMatchObject({
      status: 'FAILED',
      error: 'InvalidEnvironment',
      message: expect.stringContaining(`the cluster has the key store standing (${standing.output.keyStore!.id}); write its name`),
    });
  }
  expect(kmsusers(standing)).toEqual(Array(2).fill({ badLogins: 0, locked: false }));
  expect(keyStoresOver(standing)).toHaveLength(1);
  expect(await deployment().run(file)).toMatchObject({ status: 'SUCCEEDED', output: { created: [], keyStore: standing.output.keyStore } });
});

test('a key store that somebody has made over the cluster is named, and adopted once the file names it', async () => {
  const { keyStore, ...bare } = ofTwoHsms('by-hand');
  const made = await deployment().run(bare);
  const { CustomKeyStoreId } = await makeKeyStore(made, 'made-by-hand');
  const named = { ...bare, keyStore: { ...keyStore, name: 'made-by-hand' } };
  expect(await deployment().run({ ...bare, keyStore })).toMatchObject({
    error: 'InvalidEnvironment',
    message: expect.stringContaining(`the cluster has the key store made-by-hand (${CustomKeyStoreId})`),
  });
  expect(await deployment().run(named)).toMatchObject({
    status: 'SUCCEEDED',
    output: { keyStore: { id: CustomKeyStoreId, state: 'CONNECTED', proof: true } },
  });
});

test('a key store that somebody has disconnected is connected again, with the password that KMS knows', async () => {
  const { home } = deployment();
  const CustomKeyStoreId = standing.output.keyStore!.id;
  for (const intent of ['connect', 'provision']) {
    await person().send(new DisconnectCustomKeyStoreCommand({ CustomKeyStoreId }));
    await home.clock.idle();
    const run = await deployment().run({ environment: 'standing' }, intent);
    expect(run.message).toBe('');
    expect(run.status).toBe('SUCCEEDED');
    expect(home.kms.customKeyStore(CustomKeyStoreId).state).toBe('CONNECTED');
    expect(kmsusers(standing)).toEqual(Array(2).fill({ badLogins: 0, locked: false }));
  }
});

test.each([
  ['the record', async () => {}],
  ['its tags', () => forgetOnRecord(deployment().home, 'standing', 'file', 'key documents')],
])('a key without an alias gets it, known by %s', async (_, forget) => {
  const { aliases, keys } = deployment().home.kms;
  const { targetKeyId } = aliases.get(alias)!;
  aliases.delete(alias);
  await forget();
  expect(await deployment().run(file)).toMatchObject({ status: 'SUCCEEDED', output: { created: [], keyStore: standing.output.keyStore } });
  expect(aliases.get(alias)).toMatchObject({ targetKeyId });
  expect([...keys.values()].filter(({ tags }) => tags.get(environmentTag) === 'standing')).toHaveLength(1);
});

test('a look at the alias that is denied fails the run, and no second key is made', async () => {
  const { home } = deployment();
  const error = new AwsError('AccessDeniedException', 'not authorized to perform: kms:DescribeKey with an explicit deny');
  home.faults.inject({ operation: 'kms:DescribeKey', when: 'before', error, only: ofFunction('create-kms-key') });
  const keys = home.kms.keys.size;
  expect(await deployment().run(file)).toMatchObject({ error: 'AccessDenied', message: expect.stringContaining('kms:DescribeKey') });
  expect(home.kms.keys.size).toBe(keys);
});

describe.each([{ times: 1 }, { times: 2 }])('where each answer comes late, $times times over', ({ times }) => {
  test('a key store and its key are made once, connected and proven', async () => {
    const { faults } = deployment().home;
    const late = (operation: string, code: string, only?: ReturnType<typeof ofFunction>) =>
      faults.inject({ operation, when: 'before', error: new AwsError(code, 'not to be seen yet'), times, ...(only && { only }) });
    const met = [
      late('secretsmanager:GetSecretValue', 'ResourceNotFoundException', ofFunction('create-key-store')),
      late('secretsmanager:GetSecretValue', 'ResourceNotFoundException', ofFunction('connect-key-store')),
      late('kms:DescribeCustomKeyStores', 'CustomKeyStoreNotFoundException', ofFunction('connect-key-store')),
      late('kms:DescribeCustomKeyStores', 'CustomKeyStoreNotFoundException', ofFunction('check-key-store')),
      late('kms:CreateKey', 'CustomKeyStoreInvalidStateException'),
      late('kms:CreateAlias', 'NotFoundException'),
      late('kms:Encrypt', 'NotFoundException'),
      late('kms:Decrypt', 'KMSInvalidStateException'),
    ];
    const shownAsBefore = showsKeyStoreAsBeforeItConnects(times);
    const name = `late-${times}`;
    const run = await deployment().run(environmentNamed(name));
    expect(run).toMatchObject({ status: 'SUCCEEDED', output: { keyStore: { state: 'CONNECTED', proof: true } } });
    expect(run.output.created, 'a cluster, three HSMs, six secrets, a key store, a key').toHaveLength(12);
    expect([...met.map((requests) => requests()), shownAsBefore()]).toEqual(Array(9).fill(times));
    expect(keyStoresOver(run)).toHaveLength(1);
    expect(deployment().home.kms.keysOf(run.output.keyStore!.id)).toHaveLength(1);
  });

  test('a key that stands is adopted, not made again', async () => {
    const { faults } = deployment().home;
    const error = new AwsError('NotFoundException', 'not to be seen yet');
    const met = faults.inject({ operation: 'kms:DescribeKey', when: 'before', error, times });
    expect(await deployment().run(file)).toMatchObject({
      status: 'SUCCEEDED',
      output: { created: [], keyStore: standing.output.keyStore },
    });
    expect(met()).toBe(times);
  });
});

test('a connection that may come about by itself is taken down and tried again, minutes later', async () => {
  const { home } = deployment();
  for (const code of ['INTERNAL_ERROR', 'NETWORK_ERRORS'] as const) home.kms.failNextConnection(code);
  const run = await deployment().run(ofTwoHsms('again'));
  expect(run).toMatchObject({ status: 'SUCCEEDED', output: { keyStore: { state: 'CONNECTED', proof: true } } });
  expect(keyStoresOver(run).map(({ attempts }) => attempts)).toEqual([3]);
});

describe('a connection that needs somebody', () => {
  const failing = ofTwoHsms('failing');

  test.each<[string, (users: HsmUser[]) => unknown]>([
    ['USER_LOCKED_OUT', (users) => Object.assign(users[0]!, { badLogins: 5, locked: true })],
    ['INVALID_CREDENTIALS', (users) => users.map((user) => Object.assign(user, { password: 'SomethingElse7' }))],
  ])('is taken down at once, and comes about in the same run once kmsuser is set up anew: %s', async (_code, spoil) => {
    const { home } = deployment();
    onNextRequest(home, 'kms:ConnectCustomKeyStore', ({ CustomKeyStoreId }: { CustomKeyStoreId: string }) => {
      const { clusterId } = home.kms.customKeyStore(CustomKeyStoreId);
      spoil(home.cloudhsmv2.cluster(clusterId)!.hsms.flatMap(({ users }) => users.filter(({ username }) => username === 'kmsuser')));
    });
    const mended = await deployment().run(failing);
    expect(mended, mended.message).toMatchObject({ status: 'SUCCEEDED', output: { keyStore: { state: 'CONNECTED', proof: true } } });
    expect(kmsusers(mended)).toEqual(Array(2).fill({ badLogins: 0, locked: false }));
    await person().send(new DisconnectCustomKeyStoreCommand({ CustomKeyStoreId: mended.output.keyStore!.id }));
    await home.clock.idle();
  });

  test.each<[ConnectionErrorCode, (users: HsmUser[]) => unknown]>([
    ['INVALID_CREDENTIALS', (users) => users.map((user) => Object.assign(user, { password: 'SomethingElse7' }))],
    ['USER_LOCKED_OUT', (users) => users.map((user) => Object.assign(user, { badLogins: 5, locked: true }))],
    ['USER_LOGGED_IN', () => {}],
    ['INTERNAL_ERROR', () => {}],
  ])('one that was left FAILED is taken down, kmsuser set up, and connected in one run: %s', async (errorCode, spoil) => {
    const { home } = deployment();
    const store = [...home.kms.customKeyStores.values()].find(({ name }) => name === 'failing')!;
    Object.assign(store, { state: 'FAILED', errorCode, sessions: new Set() });
    spoil(home.cloudhsmv2.cluster(store.clusterId)!.hsms.flatMap(({ users }) => users.filter(({ username }) => username === 'kmsuser')));
    const mended = await deployment().run(failing);
    expect(mended, mended.message).toMatchObject({ status: 'SUCCEEDED', output: { keyStore: { state: 'CONNECTED', proof: true } } });
    expect(kmsusers(mended)).toEqual(Array(2).fill({ badLogins: 0, locked: false }));
  });

  test('one whose cause is still there fails again, by its name', async () => {
    const { home } = deployment();
    const store = [...home.kms.customKeyStores.values()].find(({ name }) => name === 'failing')!;
    Object.assign(store, { state: 'FAILED', errorCode: 'USER_LOGGED_IN', sessions: new Set() });
    home.kms.failNextConnection('USER_LOGGED_IN');
    expect(await deployment().run(failing)).toMatchObject({
      error: 'KeyStoreConnectionFailed',
      remedy: expect.stringContaining('end that session'),
    });
  });
});

/** The first looks at a key store after ConnectCustomKeyStore show it as it was before. */
function showsKeyStoreAsBeforeItConnects(times: number): () => number {
  const { home } = deployment();
  let met = () => 0;
  onNextRequest(home, 'kms:UpdateCustomKeyStore', ({ CustomKeyStoreId }: { CustomKeyStoreId: string }) => {
    const only = ofFunction('check-key-store');
    // those that are not answered at all come first
    met = home.faults.inject({ operation: 'kms:DescribeCustomKeyStores', stale: true, inputs: [{ CustomKeyStoreId }], times, only });
  });
  return () => met();
}

function person(): KMSClient {
  return new KMSClient(connection(deployment().emulator));
}

/** What a person does who makes a key store over a run's cluster. */
async function makeKeyStore({ output }: Run, CustomKeyStoreName: string) {
  const { trustAnchor: TrustAnchorCertificate, clusterId: CloudHsmClusterId } = deployment().home.cloudhsmv2.cluster(output.cluster.id)!;
  const KeyStorePassword = 'WhateverItIs7';
  return person().send(
    new CreateCustomKeyStoreCommand({ CustomKeyStoreName, CloudHsmClusterId, TrustAnchorCertificate, KeyStorePassword }),
  );
}

/** kmsuser on each HSM of a run's cluster. */
function kmsusers({ output }: Run) {
  const { hsms } = deployment().home.cloudhsmv2.cluster(output.cluster.id)!;
  return hsms.flatMap(({ users }) =>
    users.filter(({ username }) => username === 'kmsuser').map(({ badLogins, locked }) => ({ badLogins, locked })),
  );
}

function keyStoresOver({ output }: Run) {
  return [...deployment().home.kms.customKeyStores.values()].filter(({ clusterId }) => clusterId === output.cluster.id);
}
