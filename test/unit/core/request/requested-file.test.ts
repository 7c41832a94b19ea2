import { DescribeBackupsCommand, DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { requestedFile } from '../../../../core/request/requested-file.ts';
import { cloudhsm, dynamodb } from '../../aws.ts';
import { describedCluster } from '../../clusters.ts';
import { environment } from '../../environments.ts';
import { emptyRecord, fileOnRecord, store } from '../../record.ts';

process.env.AWS_REGION = 'us-east-1';
beforeEach(emptyRecord);

test('a file that is given is what is asked for, whatever is on record and whatever it looks like', async () => {
  fileOnRecord();

  expect(await requestedFile('provision', { file: 'anything' })).toBe('anything');
});

test.each(['provision', 'scale', 'connect'])('a name alone asks for the file on record: %s', async (intent) => {
  fileOnRecord({ hsmCount: 5 });

  expect(await requestedFile(intent, { environment: 'production', changes: {} })).toEqual(environment({ hsmCount: 5 }));
});

test('scaling changes how many HSMs the file on record asks for, and nothing else', async () => {
  fileOnRecord({ hsmCount: 5 });

  expect(await requestedFile('scale', { environment: 'production', changes: { hsms: 2 } })).toEqual(environment({ hsmCount: 2 }));
});

test.each([
  ['a change that scaling does not know', { hsm: 2 }, 'hsm: unknown field; did you mean hsms?'],
  ['a count that is none', { hsms: 'two' }, 'hsms: "two" is not accepted; has to be a number'],
  ['fewer than none', { hsms: -1 }, 'hsms: -1 is not accepted; has to be 0 or more'],
  ['more than a cluster takes', { hsms: 29 }, 'hsms: 29 is not accepted; has to be 28 or less'],
])('refuses %s, before it looks at the record', async (_, changes, problem) => {
  await expect(requestedFile('scale', { environment: 'production', changes })).rejects.toMatchObject({
    name: 'InvalidEnvironment',
    details: { to: 'production', problem, remedy: expect.stringContaining('nothing was created') },
  });
});

test('a restore takes a file that names its backup, of that environment alone', async () => {
  const file = { ...environment(), cluster: { sourceBackupId: 'backup-abcdefghijk' } };
  const restore = (changes: Record<string, unknown>) => requestedFile('restore', { environment: 'production', changes });

  expect(await restore({ file, replace: true })).toEqual(file);
  await expect(restore({ file, hsms: 3 })).rejects.toMatchObject({
    details: {
      problem: expect.stringContaining('hsms: it cannot be asked for beside a file'),
      remedy: expect.stringContaining('nothing was created'),
    },
  });
  await expect(restore({ file: { ...file, name: 'other' } })).rejects.toMatchObject({
    details: { problem: expect.stringContaining('the request is for production') },
  });
});

test.each([
  ['rotate', { user: '' }, 'user'],
  ['restore', { as: '' }, 'as'],
])('%s refuses what a script has left empty, which would mean everybody or the environment itself', async (intent, changes, path) => {
  fileOnRecord();

  await expect(requestedFile(intent, { environment: 'production', changes })).rejects.toMatchObject({
    details: { problem: expect.stringContaining(`${path}: "" is not accepted`) },
  });
});

test('a restore whose cluster came to nothing asks for the backup that it was of', async () => {
  fileOnRecord({ cluster: { sourceBackupId: 'backup-abcdefghijk' } }, { clusterId: 'cluster-abcdefghijk' });
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [] });
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups: [] });

  expect(await requestedFile('restore', { environment: 'production', changes: {} })).toMatchObject({
    cluster: { sourceBackupId: 'backup-abcdefghijk' },
  });
});

/** The newest backup of each cluster. */
function backupsLeft(newest: Record<string, string>): void {
  cloudhsm.on(DescribeBackupsCommand).callsFake(({ Filters }) => {
    const id = newest[Filters.clusterIds[0]];
    const CreateTimestamp = new Date(id?.startsWith('backup-b') ? '2026-02-02T10:00:00Z' : '2026-01-05T10:00:00Z');
    return { Backups: id ? [{ BackupId: id, BackupState: 'READY', CreateTimestamp }] : [] };
  });
}

test.each([
  ['one cluster has left backups', { 'cluster-bbbbbbbbbbb': 'backup-bbbbbbbbbbb' }, 'sourceBackupId', 'backup-bbbbbbbbbbb'],
  [
    'several have, and people choose',
    { 'cluster-aaaaaaaaaaa': 'backup-aaaaaaaaaaa', 'cluster-bbbbbbbbbbb': 'backup-bbbbbbbbbbb' },
    'refused',
    /which one.*: `npx hsm restore production --backup backup-bbbbbbbbbbb` \(of cluster-bbbbbbbbbbb, 2026-02-02T10:00Z\), `npx hsm restore production --backup backup-aaaaaaaaaaa`/,
  ],
  ['none has', {}, 'refused', /production has no backup, nor a copy of one, that is READY in us-east-1/],
])('a restore of what is torn down: %s', async (_, newest, becomes, what) => {
  // what a restore before the teardown was of is older
  fileOnRecord({ cluster: { sourceBackupId: 'backup-abcdefghijk' } }, { tornDownAt: '2026-03-01T00:00:00Z' });
  store('file', { clusterIds: ['cluster-aaaaaaaaaaa', 'cluster-bbbbbbbbbbb'] });
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [] });
  backupsLeft(newest);

  const file = requestedFile('restore', { environment: 'production', changes: {} });
  if (becomes === 'refused') await expect(file).rejects.toMatchObject({ details: { problem: expect.stringMatching(what) } });
  else expect(await file).toMatchObject({ cluster: { sourceBackupId: what } });
});

test('what is made beside an environment comes from its newest backup, and not from the one of which it was made itself', async () => {
  const [SourceBackupId, ClusterId] = ['backup-abcdefghijk', 'cluster-abcdefghijk'];
  fileOnRecord({ cluster: { sourceBackupId: SourceBackupId } }, { clusterId: ClusterId });
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ ClusterId, SourceBackupId })] });
  backupsLeft({ [ClusterId]: 'backup-bbbbbbbbbbb' });
  const restore = (changes: object) => requestedFile('restore', { environment: 'production', changes: { ...changes } });

  expect(await restore({ as: 'second' })).toMatchObject({ name: 'second', cluster: { sourceBackupId: 'backup-bbbbbbbbbbb' } });
  expect(await restore({})).toMatchObject({ name: 'production', cluster: { sourceBackupId: SourceBackupId } });
});

test.each(['provision', 'connect'])('%s takes no changes', async (intent) => {
  await expect(requestedFile(intent, { environment: 'production', changes: { hsms: 3 } })).rejects.toMatchObject({
    name: 'InvalidEnvironment',
    details: { problem: 'hsms: unknown field; leave it out' },
  });
});

test.each(['', 'Production', 'x'.repeat(32)])(
  'refuses a name that no environment can have, before it looks at the record: %j',
  async (environment) => {
    await expect(requestedFile('scale', { environment, changes: {} })).rejects.toMatchObject({
      name: 'InvalidEnvironment',
      details: { problem: expect.stringContaining('is not accepted') },
    });
    expect(dynamodb.calls()).toHaveLength(0);
  },
);

test('says what to do where the environment is not on record', async () => {
  await expect(requestedFile('scale', { environment: 'production', changes: { hsms: 2 } })).rejects.toMatchObject({
    name: 'InvalidEnvironment',
    details: { problem: expect.stringContaining('no file of it is on record'), remedy: expect.stringContaining('hsm provision -f') },
  });
});
