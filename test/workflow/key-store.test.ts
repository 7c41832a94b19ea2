import { CreateCustomKeyStoreCommand, KMSClient } from '@aws-sdk/client-kms';
import { beforeAll, expect, test } from 'vitest';
import { connection } from '../local-aws.ts';
import { onNextRequest, type Run, sharedDeployment } from './deployment.ts';
import { environmentNamed } from './environment-file.ts';

const deployment = sharedDeployment();

/** An environment with its key store connected, for what happens to one that stands. */
const file = environmentNamed('standing');
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
  expect(kmsusers(standing)).toEqual(Array(3).fill({ badLogins: 0, locked: false }));
  expect(keyStoresOver(standing)).toHaveLength(1);
  expect(await deployment().run(file)).toMatchObject({ status: 'SUCCEEDED', output: { created: [], keyStore: standing.output.keyStore } });
});

test('a key store that somebody has made over the cluster is named, and adopted once the file names it', async () => {
  const { keyStore, ...bare } = environmentNamed('by-hand');
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

test('one that somebody makes while the run is under way fails the run by its name', async () => {
  const { world } = deployment();
  onNextRequest(world, 'kms:CreateCustomKeyStore', ({ CloudHsmClusterId }: { CloudHsmClusterId: string }) => {
    const { history } = world.cloudhsmv2.cluster(CloudHsmClusterId)!;
    const [store] = world.kms.customKeyStores.values();
    const byHand = { ...store!, id: 'cks-0123456789abcdef0', name: 'faster', clusterId: CloudHsmClusterId, history };
    world.kms.customKeyStores.set(byHand.id, { ...byHand, state: 'DISCONNECTED' });
  });
  const wanted = environmentNamed('overtaken');
  const overtaken = await deployment().run(wanted);
  expect(overtaken).toMatchObject({
    status: 'FAILED',
    error: 'KeyStoreMismatch',
    message: expect.stringContaining('has the key store faster (cks-0123456789abcdef0)'),
    remedy: 'write "faster" in keyStore.name and start the workflow again',
  });
  expect(await deployment().run({ ...wanted, keyStore: { ...wanted.keyStore, name: 'faster' } })).toMatchObject({ status: 'SUCCEEDED' });
});

/** What a person does who makes a key store over a run's cluster. */
async function makeKeyStore({ output }: Run, CustomKeyStoreName: string) {
  const { trustAnchor: TrustAnchorCertificate, clusterId: CloudHsmClusterId } = deployment().world.cloudhsmv2.cluster(output.cluster.id)!;
  const kms = new KMSClient(connection(deployment().emulator));
  const KeyStorePassword = 'WhateverItIs7';
  return kms.send(new CreateCustomKeyStoreCommand({ CustomKeyStoreName, CloudHsmClusterId, TrustAnchorCertificate, KeyStorePassword }));
}

/** kmsuser on each HSM of a run's cluster. */
function kmsusers({ output }: Run) {
  const { hsms } = deployment().world.cloudhsmv2.cluster(output.cluster.id)!;
  return hsms.flatMap(({ users }) =>
    users.filter(({ username }) => username === 'kmsuser').map(({ badLogins, locked }) => ({ badLogins, locked })),
  );
}

function keyStoresOver({ output }: Run) {
  return [...deployment().world.kms.customKeyStores.values()].filter(({ clusterId }) => clusterId === output.cluster.id);
}
