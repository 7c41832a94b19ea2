import { beforeAll, expect, test } from 'vitest';
import { request } from '../local-aws.ts';
import { sharedDeployment } from './deployment.ts';
import { type EnvironmentFile, ofTwoHsms, withoutKeyStore } from './environment-file.ts';
import { giveSecret, giveSecrets, madeElsewhere } from './made-elsewhere.ts';
import { secretValue } from './secret-value.ts';

const deployment = sharedDeployment({ byTheClock: true });
const users = ['admin', 'admin_2', 'application'];

function adoption(cluster: string, file: EnvironmentFile) {
  return { environment: file.name, cluster, file };
}

test('a cluster that was made elsewhere becomes an environment, and what stands of it stays as it is', async () => {
  const made = ofTwoHsms('by-hand');
  const file = { ...ofTwoHsms('adopted'), keyStore: made.keyStore, tags: { team: 'payments' } };
  const id = await madeElsewhere(deployment(), made);
  const cluster = deployment().home.cloudhsmv2.cluster(id)!;
  const before = cluster.hsms.map(({ hsmId }) => hsmId);
  await giveSecrets(deployment(), made.name, file.name, users);
  const clusters = deployment().home.cloudhsmv2.clusters.size;

  const run = await deployment().run(adoption(id, file), 'adopt');

  expect(run).toMatchObject({
    status: 'SUCCEEDED',
    output: { environment: 'adopted', intent: 'adopt', cluster: { id, state: 'ACTIVE' }, keyStore: { state: 'CONNECTED', proof: true } },
  });
  expect(deployment().home.cloudhsmv2.clusters.size).toBe(clusters);
  expect(cluster.hsms.map(({ hsmId }) => hsmId)).toEqual(before);
  expect(Object.fromEntries(cluster.tags)).toEqual({
    'cloudhsm-lifecycle:environment': 'adopted',
    'cloudhsm-lifecycle:stage': 'dev',
    team: 'payments',
  });
  expect([...deployment().home.cloudwatch.alarms.all.keys()].some((name) => name.startsWith('cloudhsm-lifecycle/dev/adopted/'))).toBe(true);
  expect(Object.keys(run.output.secrets)).toEqual(expect.arrayContaining(users));

  expect(await deployment().run(adoption(id, file), 'adopt')).toMatchObject({ status: 'SUCCEEDED', output: { created: [] } });
  expect((await deployment().run({ environment: 'adopted', user: 'application' }, 'rotate')).status).toBe('SUCCEEDED');
});

test('a wrong password is tried once and changes nobody; with the right one the adoption goes on', async () => {
  const made = withoutKeyStore({ name: 'forgotten' });
  const file = withoutKeyStore({ name: 'remembered' });
  const id = await madeElsewhere(deployment(), made);
  await giveSecrets(deployment(), made.name, file.name, ['admin_2', 'application']);
  await giveSecret(deployment(), file.name, 'admin', '{"username":"admin","password":"notThePassword1"}');

  const run = await deployment().run(adoption(id, file), 'adopt');

  expect(run).toMatchObject({ status: 'FAILED', error: 'AdminPasswordWrong' });
  const admins = deployment()
    .home.cloudhsmv2.cluster(id)!
    .hsms.flatMap((hsm) => hsm.users.filter(({ username }) => username === 'admin'));
  expect(Math.max(...admins.map(({ badLogins }) => badLogins))).toBe(1);

  await request(deployment().emulator, 'secretsmanager', 'PutSecretValue', {
    SecretId: `cloudhsm-lifecycle/dev/${file.name}/admin`,
    SecretString: secretValue(deployment().home, made.name, 'admin'),
  });
  expect((await deployment().run(adoption(id, file), 'adopt')).status).toBe('SUCCEEDED');
});

const standing = withoutKeyStore({ name: 'standing' });
const wanted = withoutKeyStore({ name: 'wanted' });
let strangers = '';
let taken = '';

beforeAll(async () => {
  strangers = await madeElsewhere(deployment(), withoutKeyStore({ name: 'strangers' }));
  taken = (await deployment().run(standing)).output.cluster.id;
}, 60_000);

test.each([
  ['a cluster that is not there', () => adoption('cluster-aaaaaaaaaaa', wanted), 'there is no cluster cluster-aaaaaaaaaaa'],
  ["another environment's", () => adoption(taken, wanted), 'belongs to the environment standing of stage dev; leave it there; where'],
  ['a name that has a cluster', () => adoption(strangers, standing), 'the environment standing has a cluster already: cluster-'],
  [
    'another subnet',
    () => adoption(strangers, { ...wanted, subnetIds: wanted.subnetIds.slice(0, 2) }),
    'is another: its subnets are subnet-',
  ],
  [
    'another type',
    () => adoption(strangers, { ...wanted, hsmType: 'hsm1.medium' as const }),
    'its HSM type is hsm2m.medium, not hsm1.medium; write into the file what the cluster is',
  ],
  ['another mode', () => adoption(strangers, { ...wanted, mode: 'NON_FIPS' as const }), 'its mode is FIPS, not NON_FIPS'],
  ['fewer HSMs', () => adoption(strangers, { ...wanted, hsmCount: 1 }), 'the cluster has 2 active HSMs already; adopt removes no HSM'],
  ['a password that nobody has given', () => adoption(strangers, wanted), 'with the password of admin; write {"username":"admin"'],
  [
    'the second administrator of whom nobody has given it',
    () => adoption(strangers, wanted),
    'with the password of admin_2; write {"username":"admin_2"',
  ],
  ['fewer administrators', () => adoption(strangers, wanted), 'where the user does not stand yet, write `"admins": 1`'],
  ['the user of which nobody has given it', () => adoption(strangers, wanted), 'where the user does not stand yet, leave it out'],
  [
    'a root that has not signed it',
    () => adoption(strangers, { ...wanted, purpose: 'testing' as const, certificateAuthority: { type: 'self-signed' as const } }),
    'and there is no secret cloudhsm-lifecycle/dev/wanted/trust-anchor with the root that has; write that root',
  ],
  [
    "another environment's file",
    () => ({ ...adoption(strangers, wanted), environment: 'other' }),
    'file.name: it is "wanted", and the request',
  ],
  ['no id of a cluster', () => adoption('production', wanted), 'cluster: "production" is not accepted; is not the id of a cluster'],
])('%s is refused, and nothing is changed', async (_, asked, problem) => {
  const run = await deployment().run(asked(), 'adopt');

  expect(run).toMatchObject({ error: 'InvalidEnvironment', message: expect.stringContaining(problem) });
  expect(deployment().home.cloudhsmv2.cluster(strangers)!.tags.size).toBe(0);
});
