import { expect, test } from 'vitest';
import type { Cluster, Hsm } from '../../emulator/services/cloudhsmv2/cluster.ts';
import { request } from '../local-aws.ts';
import { onEachRequest, type Run, sharedDeployment } from './deployment.ts';
import { environmentNamed, withoutKeyStore } from './environment-file.ts';
import { HandedOn } from './standing.ts';

const deployment = sharedDeployment();
const plain = new HandedOn(deployment, (name) => withoutKeyStore({ name }));
const withKeyStore = new HandedOn(deployment, (name) => environmentNamed(`${name}-kms`));

const clusterOf = ({ output }: Run): Cluster => deployment().home.cloudhsmv2.cluster(output.cluster.id)!;
const repair = (environment: string) => deployment().run({ environment }, 'repair');
const placesOf = ({ output }: Run) => output.cluster.hsms.map(({ availabilityZone, ip }) => `${availabilityZone} ${ip}`);
const placesIn = (cluster: Cluster) => inUse(cluster).map(({ availabilityZone, eniIp }) => `${availabilityZone} ${eniIp}`);
const inUse = ({ hsms }: Cluster): Hsm[] => hsms.filter(({ state }) => state !== 'DELETED');
const usersNamed = (cluster: Cluster, name: string) =>
  inUse(cluster).flatMap(({ users }) => users.filter(({ username }) => username === name));

test('HSMs that failed are replaced one at a time, at their addresses, while another is ACTIVE', async () => {
  const { file, made, cluster } = await withKeyStore.lent();
  const { cloudhsmv2 } = deployment().home;
  const before = placesIn(cluster);
  const failed = inUse(cluster)
    .slice(0, 2)
    .map(({ eniId, hsmId }) => {
      cloudhsmv2.failHsmFor(eniId, 1e7);
      return hsmId;
    });
  const states: string[] = [];
  const end = onEachRequest(deployment().home, 'cloudhsmv2:DeleteHsm', () => {
    states.push(
      inUse(cluster)
        .map(({ state }) => state)
        .toSorted()
        .join(' '),
    );
  });

  const run = await repair(file.name);

  end();
  expect(run).toMatchObject({ status: 'SUCCEEDED', output: { keyStore: { state: 'CONNECTED', proof: true }, replaced: [] } });
  expect(run.output.removed.toSorted()).toEqual(failed.toSorted());
  expect(run.output.created).toHaveLength(2);
  expect(states).toEqual(['ACTIVE DEGRADED DEGRADED', 'ACTIVE ACTIVE DEGRADED']);
  expect(placesOf(run).toSorted()).toEqual(before.toSorted());
  expect(run.output.keyStore!.keyArn).toBe(made.output.keyStore!.keyArn);
});

test('what CloudHSM has replaced by itself is recognised by its ENI, and nothing is made for it', async () => {
  const { file, cluster } = await plain.lent();
  const { home } = deployment();
  const [hsm] = inUse(cluster);
  const { eniId, hsmId } = hsm!;
  home.cloudhsmv2.failHsm(eniId);
  await home.clock.idle();

  const run = await repair(file.name);

  expect(run).toMatchObject({ status: 'SUCCEEDED', output: { created: [], removed: [] } });
  const after = inUse(cluster).find((one) => one.eniId === eniId)!.hsmId;
  expect(run.output.replaced).toEqual([{ eniId, before: hsmId, after }]);
  // it is on record now
  expect((await repair(file.name)).output.replaced).toEqual([]);
});

test('users are made the same on every HSM: roles, places where they miss, locks', async () => {
  const file = withoutKeyStore({ name: 'users', cryptoUsers: ['application', 'signer', 'reader'] });
  const cluster = clusterOf(await deployment().run(file));
  const [first, second] = cluster.hsms;
  for (const name of ['admin', 'signer']) second!.users = second!.users.filter(({ username }) => username !== name);
  first!.users.find(({ username }) => username === 'application')!.role = 'admin';
  const reader = first!.users.find(({ username }) => username === 'reader')!;
  Object.assign(reader, { badLogins: 6, locked: true });
  const [owner] = usersNamed(cluster, 'lifecycle_canary');

  const run = await repair(file.name);

  expect(run).toMatchObject({ status: 'SUCCEEDED', output: { created: [], removed: [] } });
  for (const [name, role] of Object.entries({
    admin: 'admin',
    application: 'crypto-user',
    signer: 'crypto-user',
    reader: 'crypto-user',
  })) {
    const found = usersNamed(cluster, name);
    expect(
      found.map((user) => user.role),
      name,
    ).toEqual([role, role]);
    expect(new Set(found.map(({ password }) => password)).size, name).toBe(1);
    expect(
      found.some(({ locked }) => locked),
      name,
    ).toBe(false);
  }
  expect(usersNamed(cluster, 'lifecycle_canary')[0]).toBe(owner);
});

test('an admin whom bad logins have locked is unlocked by the other one, with the password of its secret', async () => {
  const { file, cluster } = await plain.kept();
  const passwords = usersNamed(cluster, 'admin').map(({ password }) => password);
  for (const user of usersNamed(cluster, 'admin')) Object.assign(user, { badLogins: 6, locked: true });
  expect(await deployment().run(file)).toMatchObject({ status: 'FAILED', error: 'UserLocked' });

  expect((await repair(file.name)).status).toBe('SUCCEEDED');

  expect(usersNamed(cluster, 'admin').map(({ locked, password }) => ({ locked, password }))).toEqual(
    passwords.map((password) => ({ locked: false, password })),
  );
  for (const user of usersNamed(cluster, 'admin')) Object.assign(user, { badLogins: 6, locked: true });
  for (const user of usersNamed(cluster, 'admin_2')) Object.assign(user, { badLogins: 6, locked: true });
  expect(await repair(file.name)).toMatchObject({
    status: 'FAILED',
    error: 'UserLocked',
    message: expect.stringContaining('admin is locked'),
    // another repair would be no help
    remedy: expect.stringMatching(
      /^admin_2, whose password stands in the secret \S+, has to unlock it \(`cloudhsm-cli user change-password/,
    ),
  });
});

test('HSMs that somebody has deleted are made again, and a key store that is not connected is connected', async () => {
  const { file, made, cluster } = await withKeyStore.lent();
  const { home } = deployment();
  const [gone] = inUse(cluster);
  const person = deployment().emulator;
  await request(person, 'kms', 'DisconnectCustomKeyStore', { CustomKeyStoreId: made.output.keyStore!.id });
  await request(person, 'cloudhsmv2', 'DeleteHsm', { ClusterId: cluster.clusterId, HsmId: gone!.hsmId });
  await home.clock.idle();

  const run = await repair(file.name);

  expect(run).toMatchObject({ status: 'SUCCEEDED', output: { keyStore: { state: 'CONNECTED', proof: true }, removed: [] } });
  expect(run.output.cluster.hsms.filter(({ state }) => state === 'ACTIVE')).toHaveLength(file.hsmCount!);
});

test('of more HSMs than the file asks for, one that failed goes and none takes its place', async () => {
  const file = withoutKeyStore({ name: 'more' });
  const before = await deployment().run({ ...file, hsmCount: 3 });
  deployment().home.cloudhsmv2.degradeHsm(clusterOf(before).hsms[0]!.eniId);
  const person = { environment: file.name };
  const { home, stack } = deployment();
  await home.dynamodb.call(
    'UpdateItem',
    {
      TableName: stack.resources.EnvironmentsTable!.physicalId,
      Key: { environment: { S: file.name }, item: { S: 'file' } },
      UpdateExpression: 'SET #file = :file',
      ExpressionAttributeNames: { '#file': 'file' },
      ExpressionAttributeValues: { ':file': { S: JSON.stringify(file) } },
    } as object,
    { kind: 'person', arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'person' },
  );

  const run = await deployment().run(person, 'repair');

  expect(run).toMatchObject({ status: 'SUCCEEDED', output: { created: [] } });
  expect(run.output.cluster.hsms).toHaveLength(2);
});

test('the only HSM that there is goes never, and a parked environment has nothing to repair', async () => {
  const file = withoutKeyStore({ name: 'only', hsmCount: 1, purpose: 'testing' });
  const before = await deployment().run(file);
  deployment().home.cloudhsmv2.degradeHsm(clusterOf(before).hsms[0]!.eniId);

  const run = await repair(file.name);

  expect(run).toMatchObject({ status: 'FAILED', error: 'LastHsmDegraded', message: expect.stringContaining('no HSM of it is ACTIVE') });
  expect(inUse(clusterOf(before))).toHaveLength(1);

  const { file: parked } = await plain.kept();
  await deployment().run({ environment: parked.name, hsms: 0 }, 'scale');
  expect(await repair(parked.name)).toMatchObject({
    status: 'FAILED',
    error: 'EnvironmentIncomplete',
    remedy: expect.stringContaining(`hsm scale ${parked.name} --hsms 2`),
  });
});

test('a zone that takes no HSM any more is left for another, and where KMS needs it, that is said', async () => {
  const { home } = deployment();
  const { file: moving, cluster } = await plain.lent();
  const [failed] = inUse(cluster);
  home.account.zonesWithoutCloudHsm = [failed!.availabilityZone];
  home.cloudhsmv2.degradeHsm(failed!.eniId);
  const run = await repair(moving.name);
  expect(run.status).toBe('SUCCEEDED');
  expect(run.output.cluster.hsms.map(({ availabilityZone }) => availabilityZone)).not.toContain(failed!.availabilityZone);
  home.account.zonesWithoutCloudHsm = [];

  const bound = { ...environmentNamed('bound'), hsmCount: 2, subnetIds: moving.subnetIds.slice(0, 2) };
  const stood = await deployment().run(bound);
  const [lost] = clusterOf(stood).hsms;
  home.account.zonesWithoutCloudHsm = [lost!.availabilityZone];
  home.cloudhsmv2.degradeHsm(lost!.eniId);
  expect(await repair(bound.name)).toMatchObject({
    status: 'FAILED',
    error: 'ZonesRefused',
    message: expect.stringContaining('the second of the two HSMs that KMS wants'),
  });
  home.account.zonesWithoutCloudHsm = [];
  expect((await repair(bound.name)).status).toBe('SUCCEEDED');
});

test('a replacement that fails each time is given up by its name', async () => {
  const { file, cluster } = await plain.lent();
  const { home } = deployment();
  home.cloudhsmv2.degradeHsm(inUse(cluster)[0]!.eniId);
  for (let made = 0; made < 3; made++) home.cloudhsmv2.fates.hsms.push({ ends: 'DEGRADED' });

  expect(await repair(file.name)).toMatchObject({ status: 'FAILED', error: 'HsmDegraded', remedy: /delete it/ });
  expect((await repair(file.name)).status).toBe('SUCCEEDED');
});
