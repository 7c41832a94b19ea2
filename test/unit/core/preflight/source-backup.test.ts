import { DescribeBackupsCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { readBackup } from '../../../../core/cloudhsm/backup.ts';
import { type Cluster, toCluster } from '../../../../core/cloudhsm/cluster.ts';
import { checkSourceBackup } from '../../../../core/preflight/source-backup.ts';
import { emptyAccount } from '../../account.ts';
import { cloudhsm } from '../../aws.ts';
import { describedCluster } from '../../clusters.ts';
import { environment } from '../../environments.ts';
import { emptyRecord } from '../../record.ts';

const sourceBackupId = 'backup-aaaaaaaaaaa';

beforeEach(() => {
  cloudhsm.reset();
  emptyRecord();
});

test.each([
  ['PENDING_DELETION', `\`aws cloudhsmv2 restore-backup --backup-id ${sourceBackupId}\` brings it back; or name one that is READY`],
  ['CREATE_IN_PROGRESS', 'name one that is READY'],
] as const)('a backup that is %s is refused, and what would help', async (BackupState, remedy) => {
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups: [{ BackupId: sourceBackupId, BackupState }] });
  const source = await readBackup(sourceBackupId);
  const found = await checkSourceBackup(environment({ cluster: { sourceBackupId } }), { ...emptyAccount, source, intent: 'restore' });
  expect(found.problems).toEqual([{ path: 'cluster.sourceBackupId', problem: `the backup ${sourceBackupId} is ${BackupState}`, remedy }]);
});

test('one HSM is refused by a remedy for whoever restores by a name, or from a file, which takes no option beside it', async () => {
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups: [{ BackupId: sourceBackupId, BackupState: 'READY' }] });
  const source = await readBackup(sourceBackupId);
  const look = async (intent: string, hsmCount: number) =>
    (await checkSourceBackup(environment({ hsmCount, cluster: { sourceBackupId } }), { ...emptyAccount, source, intent })).problems;

  const then = 'when it stands, `npx hsm scale production --hsms 1`';
  expect(await look('restore', 1)).toMatchObject([
    { path: 'hsmCount', remedy: `ask for 2 (\`--hsms 2\`, or \`"hsmCount": 2\` in the file); ${then}` },
  ]);
  expect(await look('provision', 1)).toMatchObject([{ remedy: `ask for 2 (\`"hsmCount": 2\` in the file); ${then}` }]);
  expect(await look('provision', 2)).toEqual([]);
});

const tagged = (environment: string, stage: string) => ({
  'cloudhsm-lifecycle:environment': environment,
  'cloudhsm-lifecycle:stage': stage,
});
const listed = (tags: Record<string, string>) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

test.each([
  ['nobody else', {}, true],
  ['the environment', tagged('production', 'dev'), true],
  ['another environment', tagged('other', 'dev'), false],
  ['the environment of its name of another stage', tagged('production', 'prod'), false],
])('where no record is left, a backup is taken that is of %s: %#', async (_, tags, taken) => {
  process.env.STAGE = 'dev';
  const described = { BackupId: sourceBackupId, BackupState: 'READY' as const, ClusterId: 'cluster-aaaaaaaaaaa' };
  const look = async (clusters: Cluster[]) => {
    const source = await readBackup(sourceBackupId);
    const asked = environment({ hsmCount: 2, cluster: { sourceBackupId } });
    return checkSourceBackup(asked, { ...emptyAccount, clusters, source, intent: 'restore' });
  };
  const refused = taken ? [] : [expect.objectContaining({ problem: expect.stringContaining('was never the cluster of production') })];

  // a copy says it by its own tags, a backup by its cluster
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups: [{ ...described, TagList: listed(tags) }] });
  expect((await look([])).problems).toEqual(refused);
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups: [described] });
  const standing = toCluster(describedCluster({ ClusterId: described.ClusterId, TagList: listed(tags) }));
  expect((await look([standing])).problems).toEqual(refused);
});
