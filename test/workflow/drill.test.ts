import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { beforeAll, expect, test } from 'vitest';
import { canaryUser } from '../../core/users/canary.ts';
import { request } from '../local-aws.ts';
import { onNextRequest, sharedDeployment } from './deployment.ts';
import { withoutKeyStore } from './environment-file.ts';
import { secretValue } from './secret-value.ts';

const deployment = sharedDeployment({ byTheClock: true });
const file = withoutKeyStore({ onFailure: 'remove' });
const drill = () => deployment().run({ environment: file.name }, 'drill');

beforeAll(async () => {
  expect((await deployment().run(file)).status).toBe('SUCCEEDED');
}, 60_000);

/** Clusters and HSMs that stand, and backups that are kept. */
function standing() {
  const { clusters, backups } = deployment().home.cloudhsmv2;
  const alive = [...clusters.values()].filter(({ state }) => state !== 'DELETED');
  return {
    clusters: alive.map(({ clusterId }) => clusterId),
    hsms: alive.flatMap(({ hsms }) => hsms.map(({ hsmId, state }) => [hsmId, state])),
    backups: [...backups.values()].filter(({ state }) => state === 'READY').map(({ backupId }) => backupId),
  };
}

const canaryKeys = () => {
  const [cluster] = [...deployment().home.cloudhsmv2.clusters.values()];
  return [...cluster!.keys.values()].filter(({ owner }) => owner === canaryUser);
};

test('a drill proves the newest backup, tells what it took, and leaves everything as it was', async () => {
  const { home } = deployment();
  const before = standing();
  const calls = home.calls.requests.length;
  const { status, output } = await drill();

  expect(status).toBe('SUCCEEDED');
  expect(output.drill).toEqual({
    backup: before.backups.at(-1),
    cluster: expect.stringMatching(/^cluster-/),
    region: 'us-east-1',
    recoverySeconds: expect.any(Number),
    proof: true,
    cost: 1.6,
  });
  expect(output.drill!.recoverySeconds).toBeGreaterThan(300);
  expect(standing()).toEqual(before);
  const told = [...home.sns.topics.values()].flatMap(({ messages }) => messages.map(({ message }) => message));
  expect(told.at(-1)).toMatch(/^backup-\w+ was restored into cluster-\w+ in us-east-1 in \d+ minutes, with its keys/);
  expect(output.removed).toEqual([output.drill!.cluster]);
  const changes = home.calls.requests
    .slice(calls)
    .filter(({ operation }) => /^cloudhsmv2:(Create|Delete|Modify|Initialize)/.test(operation));
  expect(changes.map(({ input }) => JSON.stringify(input)).filter((input) => input.includes(before.clusters[0]!))).toEqual([]);
});

test('a restored key that signs otherwise is no proof, and what was restored goes all the same', async () => {
  const before = standing();
  const backup = deployment().home.cloudhsmv2.backups.get(before.backups.at(-1)!)!;
  const whole = backup.content.keys;
  const [publicKey, privateKey] = canaryKeys();
  const other = { ...privateKey!, attributes: { ...privateKey!.attributes, modulus: `0x${'ab'.repeat(256)}` } };
  backup.content.keys = new Map([
    [publicKey!.reference, publicKey!],
    [other.reference, other],
  ]);
  const { error, message } = await drill();
  backup.content.keys = whole;

  expect([error, message]).toEqual(['BackupNotProven', expect.stringContaining('is another than the one that was kept')]);
  expect(standing()).toEqual(before);
});

test('a canary whom somebody has deleted before the backup was made is named as missing, and is made again by provisioning', async () => {
  const before = standing();
  const { content } = deployment().home.cloudhsmv2.backups.get(before.backups.at(-1)!)!;
  const { users } = content;
  content.users = users.filter(({ username }) => username !== canaryUser);
  const { error, message, remedy } = await drill();
  content.users = users;

  expect([error, message]).toEqual([
    'BackupNotProven',
    expect.stringContaining('it holds no user lifecycle_canary, whom somebody had deleted'),
  ]);
  expect(remedy).toMatch(/^provision the environment, which makes the user and its key again;/);
  expect(standing()).toEqual(before);
});

test.each(['PENDING_DELETION', 'DELETED'] as const)(
  'a backup that is %s when it is to be restored ends the drill by its name',
  async (state) => {
    const { home } = deployment();
    const before = standing();
    const backup = home.cloudhsmv2.backups.get(before.backups.at(-1)!)!;
    onNextRequest(home, 'cloudhsmv2:CreateCluster', () => {
      backup.state = state;
    });
    const { error, message, remedy } = await drill();
    backup.state = 'READY';

    expect([error, message]).toEqual(['BackupMissing', expect.stringContaining('somebody has deleted it since the drill began')]);
    expect(remedy).toMatch(/^start the drill again: it restores the newest backup that is READY/);
    expect(standing()).toEqual(before);
  },
);

test('a trust anchor that cannot be read, or is another, ends the drill before anything is restored', async () => {
  const { emulator, home } = deployment();
  const SecretId = `cloudhsm-lifecycle/dev/${file.name}/trust-anchor`;
  const asked = (operation: string, input: object = {}) => request(emulator, 'secretsmanager', operation, { SecretId, ...input });
  const clusters = home.cloudhsmv2.clusters.size;
  const root = secretValue(home, file.name, 'trust-anchor');
  await asked('DeleteSecret');
  expect(await drill()).toMatchObject({
    error: 'SecretUnusable',
    message: expect.stringContaining('the secret is scheduled for deletion'),
    remedy: expect.stringMatching(/^`aws secretsmanager restore-secret --secret-id .*trust-anchor-.*`/),
  });
  await asked('RestoreSecret');
  await asked('PutSecretValue', { SecretString: 'of somebody else' });
  const other = await drill();
  await asked('PutSecretValue', { SecretString: root });

  expect(other).toMatchObject({ error: 'SecretUnusable', message: expect.stringContaining('it does not hold the root on record') });
  expect(home.cloudhsmv2.clusters.size).toBe(clusters);
});

test('a cluster that does not come up fails the drill by its name, and is removed; of the living one nothing is said', async () => {
  const before = standing();
  deployment().home.cloudhsmv2.fates.clusters.push({ ends: 'DEGRADED' });
  const run = await drill();
  expect(run.error).toBe('ClusterDegraded');
  expect(run.message).not.toContain('Nothing was removed');
  expect(standing()).toEqual(before);
});

test('a drill that was stopped leaves its cluster, which is told, and the next one removes it first', async () => {
  const { home, sfn } = deployment();
  const before = standing();
  const executionArn = await deployment().start({ environment: file.name }, 'drill');
  onNextRequest(home, 'cloudhsmv2:CreateHsm', () => {
    home.clock.after('ride', 60, 'stop', () => void sfn.send(new StopExecutionCommand({ executionArn })));
  });
  await home.clock.idle();
  await home.clock.advance(120);
  await home.clock.idle();
  expect(standing().clusters).toHaveLength(before.clusters.length + 1);
  const [left] = standing().hsms.filter(([id]) => !before.hsms.some(([one]) => one === id));
  const told = [...home.sns.topics.values()].flatMap(({ messages }) => messages.map(({ message }) => message));
  expect(told.join('\n')).toContain(left![0]);

  expect((await drill()).status).toBe('SUCCEEDED');
  expect(standing()).toEqual(before);
});

test('a drill works beside whatever else works on the environment', async () => {
  const { home } = deployment();
  const both = [await deployment().start({ environment: file.name }, 'drill'), await deployment().start(file)];
  await home.clock.idle();
  for (const arn of both) expect((await deployment().ended(arn)).status).toBe('SUCCEEDED');
});

test('a drill proves what is left of an environment whose cluster is gone', async () => {
  const { clusters } = deployment().home.cloudhsmv2;
  for (const cluster of clusters.values()) if (cluster.state !== 'DELETED') Object.assign(cluster, { state: 'DELETED', hsms: [] });

  const { status, message, output } = await drill();

  expect(status, message).toBe('SUCCEEDED');
  expect(output).toMatchObject({ cluster: null, drill: { proof: true, region: 'us-east-1' } });
});
