import { DescribeBackupsCommand } from '@aws-sdk/client-cloudhsm-v2';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { subjectOf } from '../../../../core/drill/subject.ts';
import { recordCluster, recordTeardown } from '../../../../core/record/file.ts';
import { recordRecovery } from '../../../../core/recovery/recovery-item.ts';
import { cloudhsm } from '../../aws.ts';
import { environment } from '../../environments.ts';
import { now } from '../../executions.ts';
import { emptyRecord, fileOnRecord, store, usersOnRecord } from '../../record.ts';

const recovery = {
  region: 'us-east-1',
  subnetIds: ['subnet-0ddd4444ddd4444dd', 'subnet-0eee5555eee5555ee'],
  securityGroupIds: ['sg-0abcabcabcabcabca'],
};
const tags = [
  { Key: 'cloudhsm-lifecycle:environment', Value: 'production' },
  { Key: 'cloudhsm-lifecycle:stage', Value: 'dev' },
];
const copy = (id: string, minute: number, changes: object = {}) => ({
  BackupId: id,
  BackupState: 'READY' as const,
  CreateTimestamp: new Date(Date.UTC(2026, 0, 1, 0, minute)),
  SourceCluster: 'cluster-there',
  SourceBackup: `${id} there`,
  TagList: tags,
  ...changes,
});

/** The environment lives in us-west-2 and was brought here. */
async function brought(): Promise<void> {
  await recordRecovery(
    {
      environment: environment({ recovery }),
      from: 'us-west-2',
      clusterId: 'cluster-there',
      users: { admin: 'arn:admin here' },
      trustAnchor: { secretArn: 'arn:root here', sha256: 'abcd' },
    },
    { table: 'environments' },
  );
}

beforeEach(() => {
  vi.stubEnv('AWS_REGION', 'us-east-1');
  cloudhsm.reset();
  emptyRecord();
});

afterEach(() => vi.unstubAllEnvs());

test('of an environment that lives here the newest backup of its own cluster is drilled', async () => {
  fileOnRecord({}, { clusterId: 'cluster-here', trustAnchor: 'arn:root', trustAnchorSha256: 'abcd' });
  usersOnRecord({ admin: 'arn:admin' });
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups: [copy('backup-1', 1)] });

  const subject = await subjectOf('production');

  expect(subject).toMatchObject({
    environment: environment(),
    clusterId: 'cluster-here',
    trustAnchor: { secretArn: 'arn:root', sha256: 'abcd' },
    users: { admin: 'arn:admin' },
  });
  expect(subject.from).toBeUndefined();
  expect(await subject.newest()).toMatchObject({ id: 'backup-1' });
  expect(cloudhsm.commandCalls(DescribeBackupsCommand)[0]!.args[0].input).toMatchObject({ Filters: { clusterIds: ['cluster-here'] } });
});

test('of one that was brought here the newest copy that is READY is, in the network that is named for here', async () => {
  await brought();
  cloudhsm.on(DescribeBackupsCommand).resolves({
    Backups: [
      copy('backup-1', 1),
      copy('backup-3', 3),
      copy('backup-4', 4, { BackupState: 'CREATE_IN_PROGRESS' }),
      copy('of another cluster', 5, { SourceCluster: 'cluster-else' }),
      copy('of another stage', 6, { TagList: [tags[0], { Key: 'cloudhsm-lifecycle:stage', Value: 'prod' }] }),
    ],
  });

  const subject = await subjectOf('production');

  expect(subject).toMatchObject({
    environment: { subnetIds: recovery.subnetIds },
    clusterId: undefined,
    from: { region: 'us-west-2', clusterId: 'cluster-there' },
    trustAnchor: { secretArn: 'arn:root here', sha256: 'abcd' },
    users: { admin: 'arn:admin here' },
  });
  expect(await subject.newest()).toMatchObject({ id: 'backup-3', createdAt: '2026-01-01T00:03:00.000Z' });
});

test('one that was brought here and has no copy yet has none that could be drilled', async () => {
  await brought();
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups: [copy('backup-4', 4, { BackupState: 'CREATE_IN_PROGRESS' })] });

  expect(await (await subjectOf('production')).newest()).toBeNull();
});

test('one that was brought here and lives here since is its own', async () => {
  await brought();
  fileOnRecord({}, { clusterId: 'cluster-here' });

  expect(await subjectOf('production')).toMatchObject({ clusterId: 'cluster-here', environment: environment() });
});

test('one that lived here since, and was torn down, is restored with what it was here, or what it was there, as the backup wants it', async () => {
  await brought();
  fileOnRecord();
  usersOnRecord({ admin: 'arn:admin' });
  await recordCluster('production', 'cluster-here');
  await recordTeardown('production', now);

  expect(await subjectOf('production', 'cluster-here')).toMatchObject({ users: { admin: 'arn:admin' } });
  expect((await subjectOf('production', 'cluster-here')).from).toBeUndefined();
  for (const source of ['cluster-there', undefined])
    expect(await subjectOf('production', source)).toMatchObject({
      from: { clusterId: 'cluster-there' },
      users: { admin: 'arn:admin here' },
    });
});

test('one without a cluster has no backup that could be drilled', async () => {
  fileOnRecord();

  const subject = await subjectOf('production');

  expect(subject.clusterId).toBeUndefined();
  expect(await subject.newest()).toBeNull();
});

test.each<[string, Record<string, string> | undefined, RegExp]>([
  ['of which this region knows nothing', undefined, /^no file of it is on record in us-east-1, nor was it brought here$/],
  ['of which somebody has spoilt the file', { file: '{', hash: 'aa11' }, /not of a form that this version knows$/],
])('an environment %s is said to be', async (_, attributes, problem) => {
  if (attributes) store('file', attributes);

  await expect(subjectOf('production')).rejects.toMatchObject({
    name: 'InvalidEnvironment',
    details: { to: 'environment production', problem: expect.stringMatching(problem) },
  });
});
