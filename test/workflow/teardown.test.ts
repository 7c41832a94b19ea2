import { describe, expect, test } from 'vitest';
import { alarmPrefix, auditLogGroup, dashboardName } from '../../core/alarms/names.ts';
import { AwsError } from '../../emulator/kernel/aws-error.ts';
import type { Secret } from '../../emulator/services/secretsmanager/secret.ts';
import { request } from '../local-aws.ts';
import { deleteByHand } from './deleted-by-hand.ts';
import { onNextRequest, sharedDeployment } from './deployment.ts';
import { environmentNamed, ofTwoHsms, withoutKeyStore } from './environment-file.ts';
import { standing } from './standing.ts';

const deployment = sharedDeployment();
/** One that stays: its name begins like that of one that goes. */
const staying = standing(deployment, withoutKeyStore({ name: 'gone-2' }));

function clusterStates(environment: string): string[] {
  const clusters = [...deployment().home.cloudhsmv2.clusters.values()];
  return clusters.filter(({ tags }) => tags.get('cloudhsm-lifecycle:environment') === environment).map(({ state }) => state);
}

/** What watches an environment. */
function watching(environment: string, clusterId: string): string[] {
  const { cloudwatch, logs } = deployment().home;
  const dashboard = dashboardName('dev', environment);
  return [
    ...[...cloudwatch.alarms.all.keys()].filter((name) => name.startsWith(alarmPrefix('dev', environment))),
    ...(cloudwatch.dashboards.has(dashboard) ? [dashboard] : []),
    ...logs.group(auditLogGroup(clusterId)).filters.keys(),
  ];
}

function backupStates(clusterId: string): string[] {
  const backups = [...deployment().home.cloudhsmv2.backups.values()];
  return [...new Set(backups.filter((backup) => backup.clusterId === clusterId).map(({ state }) => state))];
}

test('an environment without keys goes, after a backup; backups and secrets stay, and it can be made again', async () => {
  const file = withoutKeyStore({ name: 'gone' });
  const before = await deployment().run(file);
  const others = await staying();
  const { id } = before.output.cluster;
  await request(deployment().emulator, 'logs', 'PutMetricFilter', {
    logGroupName: auditLogGroup(id),
    filterName: 'of-others',
    filterPattern: 'x',
    metricTransformations: [{ metricNamespace: 'x', metricName: 'x', metricValue: '1' }],
  });

  const run = await deployment().run({ environment: file.name }, 'teardown');

  expect(run).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'SUCCEEDED', cluster: null, backup: { state: 'READY' } } });
  expect(run.output.removed).toHaveLength(3);
  expect(clusterStates(file.name)).toEqual(['DELETED']);
  expect(watching(file.name, id)).toEqual(['of-others']);
  expect(watching(others.file.name, others.cluster.clusterId).length).toBeGreaterThan(20);
  expect(backupStates(id)).toEqual(['READY']);
  expect(deployment().home.secretsManager.existing(`cloudhsm-lifecycle/dev/${file.name}/admin`).deletion).toBeUndefined();

  const again = await deployment().run({ environment: file.name }, 'teardown');
  expect(again).toMatchObject({ status: 'SUCCEEDED', output: { removed: [] } });

  const made = await deployment().run(file);
  expect(made.status).toBe('SUCCEEDED');
  expect(made.output.cluster.id).not.toBe(before.output.cluster.id);
});

test('what is made anew with a root of its own keeps that of before for its backups, which bring it back', async () => {
  const file = withoutKeyStore({ name: 'own-root', hsmCount: 2, purpose: 'testing', certificateAuthority: { type: 'self-signed' } });
  const anchor = () => {
    const { versions } = deployment().home.secretsManager.existing('cloudhsm-lifecycle/dev/own-root/trust-anchor');
    return [...versions.values()].find(({ stages }) => stages.has('AWSCURRENT'))!.secretString;
  };
  await deployment().run(file);
  const before = anchor();
  const { backup } = (await deployment().run({ environment: file.name }, 'teardown')).output;

  const made = await deployment().run(file);
  expect(made, made.message).toMatchObject({ status: 'SUCCEEDED' });
  expect(anchor()).not.toBe(before);
  expect(await deployment().run(file)).toMatchObject({ status: 'SUCCEEDED', output: { created: [] } });

  const sibling = await deployment().run({ environment: file.name, backup: backup!.id, as: 'own-root-2' }, 'restore');
  expect(sibling, sibling.message).toMatchObject({ status: 'SUCCEEDED' });
  const restored = await deployment().run({ environment: file.name, backup: backup!.id, replace: true }, 'restore');
  expect(restored, restored.message).toMatchObject({ status: 'SUCCEEDED' });
  expect(anchor()).toBe(before);
}, 60_000);

test('keys hold it: they are deleted when somebody asks for that, can be taken back until then, and it goes after them', async () => {
  const file = environmentNamed('held');
  const { keyArn } = (await deployment().run(file)).output.keyStore!;
  const { home } = deployment();

  const refused = await deployment().run({ environment: file.name }, 'teardown');
  expect(refused).toMatchObject({ error: 'KeysInUse', message: expect.stringContaining(keyArn) });
  expect(refused.states).not.toContain('ParkEnvironment');

  const scheduled = await deployment().run({ environment: file.name, scheduleKeyDeletion: 7 }, 'teardown');
  expect(scheduled.output).toMatchObject({
    outcome: 'WAITING',
    waiting: { for: 'the deletion of keys', command: 'npx hsm teardown held --region us-east-1', cost: 'USD 4.80 an hour' },
  });
  const told = [...home.sns.topics.values()].flatMap(({ messages }) => messages.map(({ message }) => message));
  expect(told.at(-1)).toContain('; meanwhile its HSMs cost USD 4.80 an hour (`npx hsm scale held --hsms 0 --region us-east-1` parks it)');
  expect((await deployment().run({ environment: file.name }, 'teardown')).error).toBe('KeysInUse');
  // KMS keeps to the day that it was told first
  const again = await deployment().run({ environment: file.name, scheduleKeyDeletion: 30 }, 'teardown');
  const until = ({ output }: typeof again) => (output as unknown as { waiting: { until: string } }).waiting.until.slice(0, 16);
  expect(until(again)).toBe(until(scheduled));

  const keys = [expect.stringMatching(/^arn:aws:kms:/)];
  // KMS has taken the key back, and not enabled it yet
  home.faults.inject({
    operation: 'kms:EnableKey',
    when: 'before',
    error: new AwsError('KMSInternalException', 'try again', { status: 500 }),
  });
  expect(await deployment().run({ environment: file.name, cancel: true }, 'teardown')).toMatchObject({
    status: 'SUCCEEDED',
    output: { takenBack: keys },
  });
  expect((await deployment().run({ environment: file.name }, 'connect')).output.keyStore).toMatchObject({ proof: true });

  await deployment().run({ environment: file.name, scheduleKeyDeletion: 7 }, 'teardown');
  expect((await deployment().run({ environment: file.name, hsms: 0 }, 'scale')).status).toBe('SUCCEEDED');
  await deployment().pass(8);
  expect((await deployment().run({ environment: file.name }, 'teardown')).status).toBe('SUCCEEDED');
  expect(clusterStates(file.name)).toEqual(['DELETED']);
  expect([...home.kms.customKeyStores.values()].filter(({ name }) => name === file.name)).toEqual([]);
});

test('keys hold an environment also where somebody has deleted its cluster; after them, the key store goes with it', async () => {
  const file = ofTwoHsms('bereft');
  const { cluster } = (await deployment().run(file)).output;
  const stores = () => [...deployment().home.kms.customKeyStores.values()].filter(({ name }) => name === file.name);
  await deleteByHand(deployment(), cluster.id);

  const refused = await deployment().run({ environment: file.name }, 'teardown');
  expect(refused).toMatchObject({ error: 'KeysInUse', remedy: expect.stringContaining('`npx hsm restore bereft --region us-east-1`') });

  const scheduled = await deployment().run({ environment: file.name, scheduleKeyDeletion: 7 }, 'teardown');
  expect(scheduled, scheduled.message).toMatchObject({ output: { outcome: 'WAITING' } });
  await deployment().pass(8);
  const { id } = stores()[0]!;
  const gone = await deployment().run({ environment: file.name }, 'teardown');
  expect(gone, gone.message).toMatchObject({ status: 'SUCCEEDED', output: { removed: [id] } });
  expect(stores()).toEqual([]);
});

test('a restore that has not come to its end forgets no keys: they hold the environment, and its backups of before go with it', async () => {
  const file = { ...ofTwoHsms('halfway'), purpose: 'testing' as const };
  const { cluster, keyStore } = (await deployment().run(file)).output;
  const { home, emulator } = deployment();
  await deleteByHand(deployment(), cluster.id);
  const executionArn = await deployment().start({ environment: file.name }, 'restore');
  onNextRequest(home, 'cloudhsmv2:CreateHsm', () => void request(emulator, 'stepfunctions', 'StopExecution', { executionArn }));
  await home.clock.idle();
  expect(clusterStates(file.name)).toEqual(['DELETED', 'ACTIVE']);
  const teardown = (changes: object) => deployment().run({ environment: file.name, ...changes }, 'teardown');

  expect(await teardown({})).toMatchObject({ error: 'KeysInUse', message: expect.stringContaining(keyStore!.keyArn) });
  await teardown({ scheduleKeyDeletion: 7 });
  await deployment().pass(8);
  const gone = await teardown({ deleteBackups: true });

  expect(gone, gone.message).toMatchObject({ status: 'SUCCEEDED', output: { backup: null } });
  expect(gone.output.removed).toContain(keyStore!.id);
  expect([...home.kms.customKeyStores.values()].filter(({ name }) => name === file.name)).toEqual([]);
  expect(backupStates(cluster.id)).toEqual(['PENDING_DELETION']);
}, 60_000);

test('HSMs that have all failed are left to people, who may delete them: then it goes on with the backups that there are', async () => {
  const file = withoutKeyStore({ name: 'failed' });
  const { cluster } = (await deployment().run(file)).output;
  const { home, emulator } = deployment();
  for (const { eniId } of cluster.hsms) home.cloudhsmv2.degradeHsm(eniId);

  const refused = await deployment().run({ environment: file.name }, 'teardown');
  expect(refused).toMatchObject({ error: 'LastHsmDegraded' });
  expect((await deployment().run({ environment: file.name, hsms: 0 }, 'scale')).error).toBe('LastHsmDegraded');
  for (const { id } of cluster.hsms) {
    expect(refused.remedy).toContain(`\`aws cloudhsmv2 delete-hsm --cluster-id ${cluster.id} --hsm-id ${id} --region us-east-1\``);
    await request(emulator, 'cloudhsmv2', 'DeleteHsm', { ClusterId: cluster.id, HsmId: id });
  }
  await home.clock.idle();

  const gone = await deployment().run({ environment: file.name }, 'teardown');
  expect(gone, gone.message).toMatchObject({ status: 'SUCCEEDED', output: { backup: { state: 'READY' } } });
});

test('backups and secrets go when somebody asks for that, later too, and can be brought back for seven days', async () => {
  const file = withoutKeyStore({ name: 'wholly', purpose: 'testing' });
  await deployment().run({ ...file, cryptoUsers: ['application', 'former'] });
  const { cluster } = (await deployment().run(file)).output;
  await deployment().run({ environment: file.name }, 'teardown');
  const [secret, former] = ['admin', 'former'].map((user) =>
    deployment().home.secretsManager.existing(`cloudhsm-lifecycle/dev/${file.name}/${user}`),
  ) as [Secret, Secret];
  expect([secret.deletion, former.deletion]).toEqual([undefined, undefined]);
  const replica = { SecretId: secret.arn, AddReplicaRegions: [{ Region: 'us-west-2' }] };
  await request(deployment().emulator, 'secretsmanager', 'ReplicateSecretToRegions', replica);

  const run = await deployment().run({ environment: file.name, deleteBackups: true }, 'teardown');

  expect(run).toMatchObject({ status: 'SUCCEEDED', output: { backup: null, secrets: {} } });
  expect(run.output.removed).toEqual(expect.arrayContaining([secret.arn, expect.stringMatching(/^backup-/)]));
  expect(backupStates(cluster.id)).toEqual(['PENDING_DELETION']);
  expect(secret.deletion).toBeDefined();
  expect(former.deletion).toBeDefined();
  expect(deployment().home.elsewhere('us-west-2').secretsManager.secrets.size).toBe(0);

  const again = await deployment().run(file);
  expect(again).toMatchObject({ error: 'InvalidEnvironment', message: expect.stringContaining('`aws secretsmanager restore-secret ') });
});

test('a key that somebody else has made in the key store is left to them', async () => {
  const file = ofTwoHsms('shared');
  const { keyStore } = (await deployment().run(file)).output;
  const made = { Origin: 'AWS_CLOUDHSM', CustomKeyStoreId: keyStore!.id };
  const { KeyMetadata } = (await request(deployment().emulator, 'kms', 'CreateKey', made)) as { KeyMetadata: { KeyId: string } };

  const run = await deployment().run({ environment: file.name, scheduleKeyDeletion: 7 }, 'teardown');

  expect(run).toMatchObject({ error: 'KeysInUse', remedy: expect.stringContaining(`schedule-key-deletion --key-id ${KeyMetadata.KeyId}`) });
  expect([...deployment().home.kms.keys.values()].filter(({ deletionDate }) => deletionDate)).toHaveLength(0);
});

describe('of an environment that stands', () => {
  test.each([
    [{ deleteBackups: true }, 'the file of gone-2 says that it is for production, whose backups stay'],
    [{ cancel: true, deleteBackups: true }, 'cancel: it cannot be asked for beside deleteBackups'],
    [{ scheduleKeyDeletion: 3 }, 'scheduleKeyDeletion: 3 is not accepted; has to be 7 or more'],
    [{ everything: true }, 'everything: unknown field'],
  ])('%j is refused', async (changes, problem) => {
    const { file } = await staying();
    const run = await deployment().run({ environment: file.name, ...changes }, 'teardown');

    expect(run).toMatchObject({ error: 'InvalidEnvironment', message: expect.stringContaining(problem) });
    expect(clusterStates(file.name)).toEqual(['ACTIVE']);
  });
});
