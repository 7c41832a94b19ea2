import { DescribeBackupsCommand, DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import {
  DescribeCustomKeyStoresCommand,
  DescribeKeyCommand,
  type KeyMetadata,
  ListKeysCommand,
  ListResourceTagsCommand,
} from '@aws-sdk/client-kms';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Found } from '../../../core/plan/found.ts';
import { plans } from '../../../core/plan/plans.ts';
import { cloudhsm, kms } from '../aws.ts';
import { environment } from '../environments.ts';
import { clusterOf } from './found-cluster.ts';

const found: Found = {
  cluster: clusterOf(['a', 'b', 'c']),
  zones: ['a', 'b', 'c'],
  users: { admin: 'arn:admin', application: 'arn:application', kmsuser: 'arn:kmsuser' },
  keyStore: { id: 'cks-1', state: 'CONNECTED' },
  keyArns: { documents: 'arn:key' },
  declaredKeys: {},
  parking: undefined,
  trustAnchor: 'arn:anchor',
};

/** The keys of the key store, each by its id. */
function keysAre(keys: Record<string, Partial<KeyMetadata>>): void {
  kms.on(ListKeysCommand).resolves({ Keys: Object.keys(keys).map((KeyId) => ({ KeyId })) });
  for (const [KeyId, more] of Object.entries(keys))
    kms
      .on(DescribeKeyCommand, { KeyId })
      .resolves({ KeyMetadata: { KeyId, Arn: `arn:${KeyId}`, CustomKeyStoreId: 'cks-1', KeyState: 'Enabled', ...more } });
}

beforeEach(() => {
  for (const client of [cloudhsm, kms]) client.reset();
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups: [] });
  keysAre({ key: {} });
  vi.stubEnv('STAGE', 'dev');
  vi.stubEnv('AWS_REGION', 'us-east-1');
});

afterEach(() => {
  vi.unstubAllEnvs();
});

async function planned(changes: Record<string, unknown> = {}, of = environment(), standing = found) {
  const { changes: all, ...rest } = await plans.teardown!(of, standing, changes);
  return {
    ...rest,
    lines: all.map(({ action, what, id, irreversible }) => [action, what, id, irreversible && 'for good'].filter(Boolean).join(' ')),
  };
}

test('keys that are on their way to deletion keep their day, and only they are taken back', async () => {
  keysAre({ used: {}, going: { KeyState: 'PendingDeletion', DeletionDate: new Date('2026-02-01T00:00:00Z') } });
  kms.on(ListResourceTagsCommand).resolves({ Tags: [{ TagKey: 'cloudhsm-lifecycle:environment', TagValue: 'production' }] });
  const going = 'keep key, which is PendingDeletion and goes at 2026-02-01T00:00:00.000Z arn:going';

  expect((await planned({ cancel: true })).lines.slice(0, 2)).toEqual([
    'keep key, which is Enabled arn:used',
    'change key: taken back from its deletion arn:going',
  ]);
  expect((await planned({ scheduleKeyDeletion: 7 })).lines.slice(0, 2)).toEqual([
    'remove key, in 7 days; until then it can be taken back arn:used for good',
    going,
  ]);
});

test('whoever has had all keys deleted comes back, or takes them back', async () => {
  keysAre({ going: { KeyState: 'PendingDeletion', DeletionDate: new Date('2026-02-01T00:00:00Z') } });
  const [problem] = (await planned()).problems!;
  expect(problem!.remedy).toBe('come back when they are gone, or take them back: `npx hsm teardown production --cancel`');
});

test('of a cluster that was never activated no backup is made', async () => {
  keysAre({});
  const young = { ...found, cluster: { ...found.cluster!, state: 'UNINITIALIZED' }, keyStore: undefined };
  expect((await planned({}, environment(), young)).lines).toContain('remove HSM in a hsm-a');
  expect((await planned()).lines).toContain('remove HSM in a, after a backup hsm-a');
});

test('what is parked goes sooner', async () => {
  keysAre({});
  const parked = { ...found, cluster: clusterOf([]), keyStore: { id: 'cks-1', state: 'DISCONNECTED' } };
  expect((await planned({}, environment(), parked)).seconds).toBeLessThan((await planned()).seconds - 300);
});

test('a teardown deletes no key that somebody else has made', async () => {
  kms.on(ListResourceTagsCommand).resolves({ Tags: [] });
  expect((await planned({ scheduleKeyDeletion: 7 })).problems).toMatchObject([{ problem: expect.stringContaining('not made') }]);
});

test('a teardown names what goes of clusters that are gone: their key store, their backups and copies of those', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [] });
  const backup = { BackupId: 'backup-1', BackupState: 'READY' as const, CreateTimestamp: new Date('2026-01-05T09:00:00Z') };
  cloudhsm.on(DescribeBackupsCommand, { Filters: { clusterIds: ['cluster-former'] } }).resolves({ Backups: [backup] });
  kms
    .on(DescribeCustomKeyStoresCommand)
    .resolves({ CustomKeyStores: [{ CustomKeyStoreId: 'cks-1', CloudHsmClusterId: 'cluster-former' }] });
  const gone = {
    ...found,
    cluster: undefined,
    clusterIds: ['cluster-former'],
    keyStore: undefined,
    keyStoreOnRecord: 'cks-1',
    copyRegions: ['us-west-2'],
  };
  const of = environment({ backups: { copyTo: ['eu-west-1'] } });

  const { lines, problems } = await planned({ deleteBackups: true }, of, gone);

  expect(lines).toEqual(
    expect.arrayContaining([
      'keep key, which is Enabled arn:key',
      'remove key store cks-1 for good',
      'remove backup of 2026-01-05T09:00:00.000Z backup-1 for good',
      'remove copies of backups in eu-west-1 for good',
      'remove copies of backups in us-west-2 for good',
    ]),
  );
  expect(problems).toMatchObject([{ path: 'keyStore' }]);
});
