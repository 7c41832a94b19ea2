import { describe, expect, test } from 'vitest';
import { AwsError } from '../../emulator/kernel/aws-error.ts';
import { fileOf, hsm } from './approvals.ts';
import { sharedDeployment } from './deployment.ts';
import { ofTwoHsms, withoutKeyStore } from './environment-file.ts';
import { commandsIn } from './remedies/aws-command.ts';
import { Scene } from './remedies/scene.ts';
import { secretValue } from './secret-value.ts';
import { standing } from './standing.ts';

const deployment = sharedDeployment();
/** For tests in which nothing comes of it. */
const unharmed = standing(deployment, withoutKeyStore({ name: 'unharmed' }));

test('a backup becomes an environment of its own, with the passwords of its date and no key store', async () => {
  const file = ofTwoHsms('origin');
  const { backup } = (await deployment().run(file)).output;
  const { home } = deployment();
  const adminOf = (environment: string) => secretValue(home, environment, 'admin');
  const old = adminOf('origin');
  await deployment().run({ environment: 'origin', user: 'admin' }, 'rotate');
  expect(adminOf('origin')).not.toBe(old);

  const asked = { environment: 'origin', backup: backup!.id, as: 'sibling' };
  const run = await deployment().run(asked, 'restore');

  expect(run).toMatchObject({ status: 'SUCCEEDED', output: { environment: 'sibling', keyStore: null, cluster: { state: 'ACTIVE' } } });
  expect(run.output.cluster.hsms.map(({ state }) => state)).toEqual(['ACTIVE', 'ACTIVE']);
  expect(run.states).not.toContain('InitializeCluster');
  expect(adminOf('sibling')).toBe(old);

  expect(await deployment().run(asked, 'restore')).toMatchObject({
    status: 'SUCCEEDED',
    output: { created: [], cluster: run.output.cluster },
  });
  expect((await deployment().run({ environment: 'sibling' }, 'teardown')).status).toBe('SUCCEEDED');
  expect((await deployment().run({ environment: 'origin' }, 'connect')).output.keyStore).toMatchObject({ state: 'CONNECTED', proof: true });
});

/** A backup that holds the keys of the key store, too: CloudHSM makes one each day. */
async function nextBackup(clusterId: string): Promise<string> {
  const { home } = deployment();
  await home.clock.advance(24 * 3600);
  await home.clock.idle();
  const found = [...home.cloudhsmv2.backups.values()].filter((backup) => backup.clusterId === clusterId && backup.state === 'READY');
  return found.at(-1)!.backupId;
}

/** As a table that was lost. */
async function forget(environment: string): Promise<void> {
  const { home, stack } = deployment();
  const person = { kind: 'person', arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'person' } as const;
  for (const item of ['file', 'users', 'lease', 'outcome#provision']) {
    const Key = { environment: { S: environment }, item: { S: item } };
    await home.dynamodb.call('DeleteItem', { TableName: stack.resources.EnvironmentsTable!.physicalId, Key } as object, person);
  }
}

/** As a person would, who deletes what is not to be deleted. */
function loseCluster(id: string): void {
  const cluster = deployment().home.cloudhsmv2.clusters.get(id)!;
  cluster.hsms = [];
  cluster.state = 'DELETED';
}

test('an environment whose cluster is gone is restored in its place: its key store is tied to the new one, and its keys are proven', async () => {
  const file = ofTwoHsms('lost');
  const first = (await deployment().run(file)).output;
  const { home } = deployment();
  const backup = await nextBackup(first.cluster.id);
  expect((await deployment().run({ environment: 'lost', user: 'admin' }, 'rotate')).status).toBe('SUCCEEDED');
  // younger than the backup
  expect((await deployment().run({ ...file, cryptoUsers: ['application', 'younger'] })).status).toBe('SUCCEEDED');
  loseCluster(first.cluster.id);

  const run = await deployment().run({ environment: 'lost', backup }, 'restore');

  expect(run, run.message).toMatchObject({
    status: 'SUCCEEDED',
    output: { keyStore: { id: first.keyStore!.id, keyArn: first.keyStore!.keyArn, state: 'CONNECTED', proof: true } },
  });
  expect(run.output.cluster.id).not.toBe(first.cluster.id);
  expect(run.states).not.toContain('InitializeCluster');
  const cluster = home.cloudhsmv2.clusters.get(run.output.cluster.id)!;
  expect(cluster.hsms.map(({ users }) => users.some(({ username }) => username === 'younger'))).toEqual([true, true]);
  expect((await deployment().run({ environment: 'lost', user: 'admin' }, 'rotate')).status).toBe('SUCCEEDED');
  expect((await deployment().run({ environment: 'lost', backup }, 'restore')).output.created).toEqual([]);
});

test('an environment file that names the backup restores its environment, also where no record of it is left', async () => {
  const file = withoutKeyStore({ name: 'filed' });
  const first = (await deployment().run(file)).output;
  loseCluster(first.cluster.id);
  await forget(file.name);
  const restored = { ...file, cluster: { sourceBackupId: first.backup!.id } };
  expect(await hsm(deployment(), 'restore', '-f', fileOf(JSON.stringify(file)))).toMatchObject({
    exitCode: 2,
    document: { error: { message: expect.stringContaining('names no backup: write it into cluster.sourceBackupId') } },
  });
  expect(await hsm(deployment(), 'restore', '-f', fileOf(JSON.stringify(restored)), '--hsms', '3')).toMatchObject({ exitCode: 2 });
  expect(await deployment().run({ environment: file.name, file: restored, hsms: 3 }, 'restore')).toMatchObject({
    error: 'InvalidEnvironment',
    message: expect.stringContaining('hsms: it cannot be asked for beside a file'),
  });

  const run = await hsm(deployment(), 'restore', '-f', fileOf(JSON.stringify(restored)));

  expect(run).toMatchObject({ exitCode: 0, document: { outcome: 'SUCCEEDED', environment: file.name, cluster: { state: 'ACTIVE' } } });
  expect(run.document.cluster.id).not.toBe(first.cluster.id);
  expect((await deployment().run(restored)).output.created).toEqual([]);
});

test('a file that names a backup nobody has the passwords of is refused before anything is made', async () => {
  const { file, made } = await unharmed();
  const clusters = deployment().home.cloudhsmv2.clusters.size;
  const authority = { purpose: 'testing' as const, certificateAuthority: { type: 'self-signed' as const } };
  const stranger = { ...file, ...authority, name: 'untold', cluster: { sourceBackupId: made.output.backup!.id } };

  const refused = await deployment().run(stranger);
  expect(refused).toMatchObject({ status: 'FAILED', error: 'InvalidEnvironment' });
  for (const secret of ['admin', 'trust-anchor'])
    expect(refused.message).toContain(`\`aws secretsmanager create-secret --name cloudhsm-lifecycle/dev/untold/${secret} `);
  expect(deployment().home.cloudhsmv2.clusters.size).toBe(clusters);
});

test('a cluster that stands gives way only where that is asked for, and after a backup', async () => {
  const file = ofTwoHsms('standing-still');
  const first = (await deployment().run(file)).output;
  const backup = await nextBackup(first.cluster.id);
  const asked = { environment: file.name, backup };
  expect(await deployment().run(asked, 'restore')).toMatchObject({
    error: 'InvalidEnvironment',
    message: expect.stringContaining('has a cluster already'),
  });
  expect(await deployment().run({ environment: file.name, replace: true }, 'restore')).toMatchObject({
    message: expect.stringContaining('backup: is missing beside replace'),
  });
  const tooOld = await deployment().run({ environment: file.name, backup: first.backup!.id, replace: true }, 'restore');
  expect(tooOld).toMatchObject({ error: 'InvalidEnvironment', message: expect.stringContaining('does not hold what is younger: ') });
  expect(tooOld.message).toContain(`\`aws cloudhsmv2 describe-backups --filters clusterIds=${first.cluster.id} `);
  expect(deployment().home.cloudhsmv2.clusters.get(first.cluster.id)!.state).toBe('ACTIVE');

  const run = await deployment().run({ ...asked, replace: true }, 'restore');

  expect(run, run.message).toMatchObject({ status: 'SUCCEEDED', output: { keyStore: { id: first.keyStore!.id, proof: true } } });
  expect(run.output.cluster.id).not.toBe(first.cluster.id);
  expect(run.output.removed).toContain(first.cluster.id);
  expect(deployment().home.cloudhsmv2.clusters.get(first.cluster.id)!.state).toBe('DELETED');
  const kept = [...deployment().home.cloudhsmv2.backups.values()].filter(({ clusterId }) => clusterId === first.cluster.id);
  expect(kept.filter(({ state }) => state === 'READY').at(-1)!.backupId).not.toBe(backup);
  expect((await deployment().run({ ...asked, replace: true }, 'restore')).output.cluster.id).toBe(run.output.cluster.id);
});

test('a cluster gives way only with its key store: one that the file names no more is not left behind', async () => {
  const file = ofTwoHsms('dropped');
  const { cluster, keyStore } = (await deployment().run(file)).output;
  const backup = await nextBackup(cluster.id);
  const { keyStore: _dropped, ...without } = file;
  expect((await deployment().run(without)).status).toBe('SUCCEEDED');
  const asked = { environment: file.name, backup, replace: true };

  const refused = await deployment().run(asked, 'restore');
  expect(refused).toMatchObject({
    error: 'InvalidEnvironment',
    message: expect.stringMatching(
      new RegExp(`keyStore: ${cluster.id}, which would give way, has the key store dropped \\(${keyStore!.id}\\)`),
    ),
  });

  // as it says
  expect((await deployment().run(file)).status).toBe('SUCCEEDED');
  const run = await deployment().run(asked, 'restore');
  expect(run, run.message).toMatchObject({ status: 'SUCCEEDED', output: { keyStore: { id: keyStore!.id, proof: true } } });
});

test('what was torn down comes back from what that has left, and people choose where several clusters have', async () => {
  const file = withoutKeyStore({ name: 'back' });
  const stood = async () => (await deployment().run({ environment: file.name }, 'teardown')).output.backup!.id;
  const restored = (asked = {}) => deployment().run({ environment: file.name, ...asked }, 'restore');
  const clusterMadeFrom = (backup: string) =>
    [...deployment().home.cloudhsmv2.clusters.values()].find(({ sourceBackupId }) => sourceBackupId === backup);
  expect((await deployment().run(file)).status).toBe('SUCCEEDED');
  const first = await stood();

  const run = await restored();
  expect(run, run.message).toMatchObject({ status: 'SUCCEEDED', output: { cluster: { id: clusterMadeFrom(first)!.clusterId } } });

  // what the first restore was of is older
  const second = await stood();
  const refused = await restored();
  expect(refused).toMatchObject({ error: 'InvalidEnvironment', message: expect.stringContaining('has had 2 clusters') });
  const [line] = refused.message.match(/(?<=`npx hsm )restore back --backup \S+ --region \S+(?=`)/) ?? [];
  expect(line).toBe(`restore back --backup ${second} --region us-east-1`);
  expect(await hsm(deployment(), ...line!.split(' '))).toMatchObject({ exitCode: 0 });
  expect(clusterMadeFrom(second)).toBeDefined();
});

test('a backup of another cluster, or of another mode, is refused before anything is touched', async () => {
  const [one, other] = [withoutKeyStore({ name: 'one' }), withoutKeyStore({ name: 'other', mode: 'NON_FIPS' })];
  const { cluster } = (await deployment().run(one)).output;
  const { backup } = (await deployment().run(other)).output;
  loseCluster(cluster.id);
  const before = deployment().home.cloudhsmv2.clusters.size;

  expect(await deployment().run({ environment: 'one', backup: backup!.id }, 'restore')).toMatchObject({
    error: 'InvalidEnvironment',
    message: expect.stringContaining('is of a cluster in NON_FIPS mode'),
  });
  deployment().home.cloudhsmv2.backups.get(backup!.id)!.mode = 'FIPS';
  expect(await deployment().run({ environment: 'one', backup: backup!.id }, 'restore')).toMatchObject({
    error: 'InvalidEnvironment',
    message: expect.stringContaining('which was never the cluster of one'),
  });
  expect(deployment().home.cloudhsmv2.clusters.size).toBe(before);
});

test('in the place of another environment it is refused: what is offered is of the one that was named, and nothing is to be deleted of the other', async () => {
  const other = withoutKeyStore({ name: 'standing', hsmCount: 3 });
  const { file: asked, made } = await unharmed();
  expect((await deployment().run(other)).status).toBe('SUCCEEDED');

  const run = await deployment().run({ environment: asked.name, backup: made.output.backup!.id, as: other.name }, 'restore');

  expect(run).toMatchObject({
    error: 'InvalidEnvironment',
    message: expect.stringMatching(
      /standing has a cluster already .*`npx hsm restore unharmed --backup backup-\w+ --as OTHER --region us-east-1`/,
    ),
  });
  expect(run.message).not.toContain('delete-hsm');
});

describe('of an environment that stands', () => {
  test.each([
    ['a backup that is not there', { backup: 'backup-aaaaaaaaaaa', as: 'another' }, 'there is no backup backup-aaaaaaaaaaa in this region'],
    ['no id of a backup', { backup: 'newest', as: 'another' }, 'is not the id of a backup'],
    ['the environment itself', { backup: 'backup-aaaaaaaaaaa', as: 'unharmed' }, 'as: unharmed is the environment itself'],
  ])('%s is refused, and nothing is made', async (_, changes, problem) => {
    const { file } = await unharmed();
    const before = deployment().home.cloudhsmv2.clusters.size;

    const run = await deployment().run({ environment: file.name, ...changes }, 'restore');

    expect(run).toMatchObject({ error: 'InvalidEnvironment', message: expect.stringContaining(problem) });
    expect(deployment().home.cloudhsmv2.clusters.size).toBe(before);
  });
});

test('one HSM is refused at once, since CloudHSM makes no backup of it: two are asked for, and one goes', async () => {
  const file = withoutKeyStore({ name: 'single', hsmCount: 1 });
  const first = (await deployment().run(file)).output;
  loseCluster(first.cluster.id);

  const asked = { environment: 'single' };
  const refused = await deployment().run(asked, 'restore');
  expect(refused).toMatchObject({ status: 'FAILED', error: 'InvalidEnvironment' });
  expect(refused.message).toMatch(
    /hsmCount: CloudHSM backs up .* ask for 2 \(`--hsms 2`, or `"hsmCount": 2` in the file\); when it stands, `npx hsm scale single --hsms 1/,
  );

  const restored = await deployment().run({ ...asked, hsms: 2 }, 'restore');
  expect(restored, restored.message).toMatchObject({ status: 'SUCCEEDED' });
  expect(await deployment().run({ ...asked, hsms: 1 }, 'scale')).toMatchObject({ status: 'SUCCEEDED' });
  // what stands was made from it already
  const again = await deployment().run({ ...file, cluster: { sourceBackupId: first.backup!.id } });
  expect(again).toMatchObject({ status: 'SUCCEEDED', output: { created: [] } });
});

test('a restore that ends before the cluster has given way is given up by whatever else is asked for: the cluster comes back', async () => {
  const file = ofTwoHsms('given-up');
  const before = await deployment().run(file);
  const backup = await nextBackup(before.output.cluster.id);
  const error = new AwsError('CloudHsmAccessDeniedException', 'Denied');
  deployment().home.faults.inject({ operation: 'cloudhsmv2:DeleteHsm', when: 'before', error, skip: 1 });

  const failed = await deployment().run({ environment: file.name, backup, replace: true }, 'restore');
  expect(failed).toMatchObject({
    error: 'AccessDenied',
    remedy: expect.stringMatching(/; to have its HSMs and keys back instead: `npx hsm scale given-up --hsms 2 --region us-east-1`$/),
  });

  const back = await deployment().run({ environment: file.name, hsms: 2 }, 'scale');
  expect(back, back.message).toMatchObject({
    status: 'SUCCEEDED',
    output: { cluster: { id: before.output.cluster.id }, keyStore: { state: 'CONNECTED', proof: true } },
  });
  // nor is the backup on record any more
  expect((await deployment().run({ environment: file.name }, 'repair')).status).toBe('SUCCEEDED');
});

test('one that ends when the cluster has gone says nothing of HSMs that could be had back, and goes on when it is asked for again', async () => {
  const file = ofTwoHsms('half-way');
  const before = await deployment().run(file);
  const backup = await nextBackup(before.output.cluster.id);
  const asked = { environment: file.name, backup, replace: true };
  const error = new AwsError('CloudHsmAccessDeniedException', 'Denied');
  deployment().home.faults.inject({ operation: 'cloudhsmv2:CreateCluster', when: 'before', error });

  const failed = await deployment().run(asked, 'restore', /was deleted with keys in use/);
  expect([failed.error, failed.remedy]).toEqual(['AccessDenied', expect.not.stringContaining('hsm scale')]);

  const run = await deployment().run(asked, 'restore');
  expect(run, run.message).toMatchObject({ status: 'SUCCEEDED', output: { keyStore: { state: 'CONNECTED', proof: true } } });
});

test('a cluster of a backup that CloudHSM fails to make holds nothing: it is deleted as told, and the backup restored', async () => {
  const file = ofTwoHsms('unmade');
  const { cluster } = (await deployment().run(file)).output;
  const backup = await nextBackup(cluster.id);
  deployment().home.cloudhsmv2.fates.clusters.push({ ends: 'DEGRADED' });
  // until the key store is tied to the new cluster
  const meanwhile = /deleted with keys in use/;

  const failed = await deployment().run({ environment: file.name, backup, replace: true }, 'restore', meanwhile);
  expect(failed).toMatchObject({ error: 'ClusterDegraded', remedy: expect.stringContaining(`or else ${backup}, which it was made from`) });
  expect(failed.remedy).not.toContain('npx hsm scale');

  const scene = new Scene(deployment(), file);
  for (const command of commandsIn(failed.remedy)) await scene.type(command);
  // whoever starts something else is told of the restoration
  expect((await scene.run(meanwhile)).message).toContain('`npx hsm restore unmade --region us-east-1` brings it back');
  const run = await deployment().run({ environment: file.name }, 'restore');
  expect(run).toMatchObject({ status: 'SUCCEEDED', output: { keyStore: { state: 'CONNECTED', proof: true } } });
});
