import { DescribeBackupsCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { checkSourceBackup } from '../../../../core/preflight/source-backup.ts';
import { emptyAccount } from '../../account.ts';
import { cloudhsm } from '../../aws.ts';
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
  const found = await checkSourceBackup(environment({ cluster: { sourceBackupId } }), { ...emptyAccount, intent: 'restore' });
  expect(found.problems).toEqual([{ path: 'cluster.sourceBackupId', problem: `the backup ${sourceBackupId} is ${BackupState}`, remedy }]);
});
