import type { Operation } from '../../../service/service.ts';
import { describeBackup } from '../description.ts';
import { backupOf, requireBackupState } from '../named-backup.ts';
import { onBackup } from '../resources.ts';
import type { CloudHsmPlace } from '../state.ts';

export const restoreBackup: Operation<{ BackupId: string }, CloudHsmPlace> = {
  resources: onBackup,
  run({ BackupId }, call) {
    const backup = backupOf(call, BackupId);
    requireBackupState(backup, 'RestoreBackup', 'PENDING_DELETION');
    backup.state = 'READY';
    backup.deleteAt = undefined;
    return { Backup: describeBackup(call.place, backup) };
  },
};
