import { DescribeKeyCommand, type KeyState, ListKeysCommand } from '@aws-sdk/client-kms';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { intents } from '../../../core/intents.ts';
import type { KmsKey } from '../../../core/key-store/kms-key.ts';
import type { Found } from '../../../core/plan/found.ts';
import { plans } from '../../../core/plan/plans.ts';
import { kms } from '../aws.ts';
import { environment } from '../environments.ts';
import { clusterOf, hsm } from './found-cluster.ts';

function keyThatIs(state: KeyState): KmsKey {
  return { keyId: 'key', keyArn: 'arn:key', keyStoreId: 'cks-1', state, description: '', createdAt: new Date(0) };
}

const cluster: Found['cluster'] = clusterOf(['a', 'b', 'c']);
const found: Found = {
  cluster,
  zones: ['a', 'b', 'c'],
  users: { admin: 'arn:admin', application: 'arn:application', kmsuser: 'arn:kmsuser' },
  keyStore: { id: 'cks-1', state: 'CONNECTED' },
  keyArns: { documents: 'arn:key' },
  declaredKeys: { documents: keyThatIs('Enabled') },
  parking: undefined,
  trustAnchor: 'arn:anchor',
};

function keyIs(state: KeyState): void {
  kms.on(DescribeKeyCommand).resolves({ KeyMetadata: { KeyId: 'key', Arn: 'arn:key', CustomKeyStoreId: 'cks-1', KeyState: state } });
}

beforeEach(() => {
  kms.reset();
  keyIs('Enabled');
});

afterEach(() => {
  vi.unstubAllEnvs();
});

async function planned(intent: string, changes: Record<string, unknown> = {}, of = environment(), standing = found) {
  const { changes: all, ...rest } = await plans[intent]!(of, standing, changes);
  return {
    ...rest,
    lines: all.map(({ action, what, id, irreversible }) => [action, what, id, irreversible && 'for good'].filter(Boolean).join(' ')),
  };
}

test('every intent that holds an environment and that people ask for here is planned', () => {
  const changing = ['provision', 'scale', 'repair', 'connect', 'disconnect', 'rotate', 'restore', 'adopt', 'teardown'];
  for (const name of changing) expect(intents[name]!.lease).toBe('environment');
  expect(Object.keys(plans).toSorted()).toEqual(changing.toSorted());
});

test('adopting a cluster that is not there makes nothing', async () => {
  expect(await planned('adopt', { cluster: 'cluster-gone' }, environment(), { ...found, cluster: undefined })).toMatchObject({
    lines: [],
    seconds: 0,
    billed: { hsms: 0, keys: 0 },
  });
});

test('scaling names the HSMs that come and go', async () => {
  const up = await planned('scale', { hsms: 4 }, environment({ hsmCount: 4 }));
  expect(up.lines).toEqual([expect.stringContaining('keep HSM in a'), expect.anything(), expect.anything(), 'create HSM in a']);
  expect(up).toMatchObject({ billed: { hsms: 4, keys: 1 } });
  const down = await planned('scale', { hsms: 2 }, environment({ hsmCount: 2 }));
  expect(down.lines.filter((line) => line.startsWith('remove'))).toHaveLength(1);
  expect(down.seconds).toBeGreaterThan(60);
});

test('a repair replaces HSMs that failed, and no more than the file asks for', async () => {
  const failed = { ...cluster!, hsms: [hsm('a', 'DEGRADED'), hsm('b'), hsm('c')] };
  const { lines, problems } = await planned('repair', {}, environment(), { ...found, cluster: failed });
  expect(lines.slice(0, 3)).toEqual([
    'remove HSM in a, which is DEGRADED hsm-a',
    'create HSM in a',
    expect.stringContaining('users that differ'),
  ]);
  expect(problems).toEqual([]);
  const more = await planned('repair', {}, environment({ hsmCount: 2 }), { ...found, cluster: failed });
  expect(more.lines.filter((line) => line.startsWith('create HSM'))).toEqual([]);
  const only = { ...failed, hsms: [hsm('a', 'DEGRADED')] };
  expect((await planned('repair', {}, environment(), { ...found, cluster: only })).problems).toMatchObject([{ path: 'cluster' }]);
});

test('parking ends the bill for HSMs, and says what cannot be used', async () => {
  const { lines, billed } = await planned('scale', { hsms: 0 });
  expect(lines[0]).toBe('change key store: disconnected, and its keys cannot be used until it is scaled up cks-1');
  expect(lines.filter((line) => line.startsWith('remove HSM'))).toHaveLength(3);
  expect(billed.hsms).toBe(0);
});

test('what is parked or disconnected is so already, at once', async () => {
  const parked = { ...found, cluster: clusterOf([]), keyStore: { id: 'cks-1', state: 'DISCONNECTED' } };
  expect(await planned('scale', { hsms: 0 }, environment(), parked)).toMatchObject({ lines: [expect.stringMatching(/^keep/)], seconds: 0 });
  expect(await planned('disconnect', {}, environment(), parked)).toMatchObject({
    lines: ['keep key store, which is DISCONNECTED cks-1', expect.stringMatching(/^keep/)],
    seconds: 0,
  });
});

test('a rotation names each secret, and refuses a user that nobody knows', async () => {
  expect((await planned('rotate')).lines).toContain('change password of application, in its secret and on every HSM arn:application');
  expect((await planned('rotate', { user: 'kmsuser' })).lines.at(-1)).toContain('key store: disconnected meanwhile');
  expect((await planned('rotate', { user: 'nobody' })).problems).toEqual([expect.objectContaining({ path: 'user' })]);
});

test('a rotation of kmsuser, after which KMS comes back as in provisioning, makes the HSMs that are missing', async () => {
  const short = { ...found, cluster: clusterOf(['a', 'b']) };
  const made = async (user: string) =>
    (await planned('rotate', { user }, environment(), short)).lines.filter((line) => line.startsWith('create'));

  expect([await made('kmsuser'), await made('admin')]).toEqual([['create HSM in c'], []]);
});

test('a store that is connected is left so; one that is not is connected in minutes', async () => {
  expect(await planned('connect')).toMatchObject({
    seconds: 0,
    lines: expect.arrayContaining([expect.stringContaining('which is CONNECTED')]),
  });
  const down = await planned('connect', {}, environment(), { ...found, keyStore: { id: 'cks-1', state: 'DISCONNECTED' } });
  expect(down.lines[0]).toBe('change key store: connected cks-1');
  expect(down.seconds).toBeGreaterThan(300);
});

test.each(['provision', 'repair', 'connect'])(
  '%s ties the key store whose cluster is gone, and makes one only where there is none',
  async (intent) => {
    const left: Found = { ...found, keyStore: undefined, keyStoreToTie: 'cks-1' };
    const { lines } = await planned(intent, {}, environment(), left);
    expect(lines).toContainEqual(expect.stringMatching(/^change key store \S+, whose cluster is gone: tied to this one cks-1$/));
    expect(lines.filter((line) => line.startsWith('create'))).not.toContainEqual(expect.stringMatching(/^create key/));

    const none = await planned(intent, {}, environment(), { ...left, keyStoreToTie: undefined, declaredKeys: {} });
    expect(none.lines.filter((line) => /^create key store \S+$|^create key documents$/.test(line))).toHaveLength(2);
  },
);

test.each(Object.keys(plans))('%s of a cluster without its tags is refused, as the run is, and it is billed on', async (intent) => {
  const untagged = { ...cluster!, tags: {} };

  const plan = await planned(intent, {}, environment(), { ...found, cluster: undefined, keyStore: undefined, untagged });

  expect(plan).toMatchObject({
    lines: [`keep cluster and HSMs, which have lost their tags ${untagged.clusterId}`],
    billed: { hsms: 3 },
    problems: [{ path: 'name', remedy: expect.stringContaining(`tag-resource --resource-id ${untagged.clusterId} `) }],
  });
});

test('without a cluster there is nothing to disconnect, and without a key store nothing is', async () => {
  const gone = await planned('disconnect', {}, environment(), { ...found, cluster: undefined, keyStore: undefined });
  expect(gone).toMatchObject({ lines: [], problems: [{ path: 'cluster', remedy: expect.stringContaining('npx hsm restore production') }] });
  const without = await planned('disconnect', {}, environment(), { ...found, keyStore: undefined });
  expect(without).toMatchObject({ lines: [expect.stringMatching(/^keep cluster and HSMs/)], problems: [] });
});

test('a key store that the file does not declare is connected by no run', async () => {
  const { problems } = await planned('connect', {}, environment({ keyStore: undefined }), { ...found, keyStore: undefined });
  expect(problems).toMatchObject([{ path: 'keyStore', problem: 'is not in the file of the environment' }]);
});

test('a key store that KMS calls connected over no HSM wants a repair', async () => {
  expect((await planned('connect', {}, environment(), { ...found, cluster: clusterOf([]) })).problems).toEqual([
    { path: 'cluster', problem: 'it has no HSM', remedy: expect.stringContaining('`npx hsm repair production`') },
  ]);
});

test('a restored environment is a cluster of its own, and leaves the one that it is of', async () => {
  const { lines } = await planned('restore', { backup: 'backup-1', of: 'production' }, environment({ hsmCount: 2 }), {
    ...found,
    cluster: undefined,
  });
  expect(lines[0]).toBe('create cluster of hsm2m.medium from backup-1, with its users, keys and certificate');
  expect(lines.at(-1)).toContain('keep environment production');
});

test('what is restored in its place takes it from the cluster that stands only where told, and keeps the key store', async () => {
  const { lines } = await planned('restore', { backup: 'backup-1', replace: true }, environment({ hsmCount: 2 }));
  expect(lines[0]).toContain('remove cluster with its HSMs, after a backup');
  expect(lines[1]).toContain('create cluster of hsm2m.medium from backup-1');
  expect(lines.join()).toContain('tied to the new cluster');
  const { lines: kept } = await planned('restore', { backup: 'backup-1' }, environment({ hsmCount: 2 }));
  expect(kept.join()).not.toContain('remove cluster');
});

test.each(['connect', 'repair', 'rotate'])('%s is refused while the environment is parked, and says how it comes back', async (intent) => {
  const parking = { since: '2026-01-05T20:00:00.000Z', addresses: {} } as unknown as Found['parking'];
  const parked = { ...found, cluster: clusterOf([]), parking };
  const remedy = '`npx hsm scale production --hsms 3` brings it back';

  expect((await planned(intent, {}, environment(), parked)).problems).toEqual([
    { path: 'cluster', problem: 'the environment is parked: it has no HSM', remedy },
  ]);
  expect((await planned(intent)).problems).toEqual([]);
});

test.each([
  ['connect', {}],
  ['repair', {}],
  ['rotate', {}],
  ['scale', { hsms: 0 }],
  ['teardown', {}],
])('%s is refused while all HSMs have failed, as the run is', async (intent, changes) => {
  kms.on(ListKeysCommand).resolves({ Keys: [] });
  vi.stubEnv('AWS_REGION', 'us-east-1');
  const failed = { ...cluster!, hsms: [hsm('a', 'DEGRADED'), hsm('b', 'DEGRADED')] };
  const refused = await planned(intent, changes, environment(), { ...found, cluster: failed });
  expect(refused.problems).toMatchObject([{ path: 'cluster', problem: 'no HSM of it is ACTIVE' }]);
});

test.each(['scale', 'repair', 'connect', 'rotate'])('%s is refused where no cluster stands', async (intent) => {
  const { problems } = await planned(intent, {}, environment(), { ...found, cluster: undefined, keyStore: undefined });
  expect(problems).toContainEqual(expect.objectContaining({ path: 'cluster', problem: expect.stringContaining('has no cluster') }));
});

test('scaling a cluster that was never activated is left to provisioning', async () => {
  const standing = { ...found, cluster: { ...cluster!, state: 'INITIALIZED' } };
  expect((await planned('scale', { hsms: 3 }, environment(), standing)).problems).toMatchObject([{ problem: 'it was never activated' }]);
});

test.each(['provision', 'connect', 'repair'])('%s is refused for a key that is there and cannot serve', async (intent) => {
  const declaredKeys = { documents: keyThatIs('PendingDeletion') };

  expect((await planned(intent, {}, environment(), { ...found, declaredKeys })).problems).toEqual([
    { path: 'keyStore.keys.0', problem: 'arn:key is on its way to deletion', remedy: expect.stringContaining('cancel-key-deletion') },
  ]);
});

test('a provision is refused for a key that KMS has deleted', async () => {
  const declaredKeys = { documents: undefined };

  expect((await planned('provision', {}, environment(), { ...found, declaredKeys })).problems).toMatchObject([
    { path: 'keyStore.keys.0', problem: expect.stringContaining('shows arn:key no more'), remedy: expect.stringContaining('another name') },
  ]);
});

test('nobody rotates the password of the canary', async () => {
  const users = { ...found.users, lifecycle_canary: 'arn:canary' };

  expect((await planned('rotate', { user: 'lifecycle_canary' }, environment(), { ...found, users })).problems).toEqual([
    { path: 'user', problem: 'lifecycle_canary is no user of this environment', remedy: 'name one of admin, application, kmsuser' },
  ]);
});

test('a key that serves, one that the reader may not ask after and one that is to be made are no problem; what the file names no more is billed', async () => {
  const planning = (changes: Partial<Found>) => planned('provision', {}, environment(), { ...found, ...changes });

  expect(await planning({})).toMatchObject({ problems: [], billed: { keys: 1 } });
  expect(await planning({ declaredKeys: { documents: 'unread' } })).toMatchObject({ problems: [], billed: { keys: 1 } });
  expect(await planning({ declaredKeys: {}, keyArns: {} })).toMatchObject({ problems: [], billed: { keys: 1 } });
  expect(await planning({ keyArns: { ...found.keyArns, former: 'arn:former' } })).toMatchObject({ problems: [], billed: { keys: 2 } });
});
