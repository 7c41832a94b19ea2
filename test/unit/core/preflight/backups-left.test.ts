import { type BackupState, DescribeBackupsCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { checkBackupsLeft } from '../../../../core/preflight/backups-left.ts';
import { emptyAccount } from '../../account.ts';
import { cloudhsm } from '../../aws.ts';
import { environment } from '../../environments.ts';
import { clusterOf } from '../found-cluster.ts';

const parked = clusterOf([]);
const asked = { ...emptyAccount, intent: 'provision', own: parked };

function backupsAre(...states: BackupState[]): void {
  const Backups = states.map((BackupState, day) => {
    return { BackupId: `backup-${day}`, BackupState, CreateTimestamp: new Date(Date.UTC(2026, 0, 1 + day)) };
  });
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups });
}

beforeEach(() => {
  cloudhsm.reset();
});

test('a cluster without HSMs, whose backups somebody has deleted, gets no HSM before the newest is brought back', async () => {
  backupsAre('PENDING_DELETION', 'PENDING_DELETION');
  const { problems } = await checkBackupsLeft(environment(), asked);
  expect(problems).toMatchObject([{ path: 'name', remedy: expect.stringContaining('restore-backup --backup-id backup-1`') }]);

  backupsAre();
  expect((await checkBackupsLeft(environment(), asked)).problems).toMatchObject([{ remedy: expect.stringContaining('they are lost') }]);
});

test.each<[string, Partial<typeof asked>, BackupState[]]>([
  ['with a backup', {}, ['PENDING_DELETION', 'READY']],
  ['whose backup is being made', {}, ['CREATE_IN_PROGRESS']],
  ['that HSMs hold', { own: clusterOf(['a']) }, []],
  ['that was never activated', { own: { ...parked, state: 'UNINITIALIZED' } }, []],
  ['that comes from the backup of another', { own: { ...parked, sourceBackupId: 'backup-a' } }, []],
  ['that goes, or stays parked', { changes: { hsms: 0 } }, []],
  ['of which only the key store is wanted', { intent: 'disconnect' }, []],
])('nothing is said of one %s', async (_, of, states) => {
  backupsAre(...states);
  expect((await checkBackupsLeft(environment(), { ...asked, ...of })).problems).toEqual([]);
});
