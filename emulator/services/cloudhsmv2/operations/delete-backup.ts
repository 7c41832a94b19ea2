import type { Operation } from '../../../service/service.ts';
import { markForDeletion } from '../backups.ts';
import { describeBackup } from '../description.ts';
import { backupOf, requireBackupState } from '../named-backup.ts';
import { onBackup } from '../resources.ts';
import type { CloudHsmPlace } from '../state.ts';

export const deleteBackup: Operation<{ BackupId: string }, CloudHsmPlace> = {
  resources: onBackup,
  run({ BackupId }, call) {
    const backup = backupOf(call, BackupId);
    requireBackupState(backup, 'DeleteBackup', 'READY');
    markForDeletion(call.place.cloudhsmv2, backup);
    return { Backup: describeBackup(call.place, backup) };
  },
};
