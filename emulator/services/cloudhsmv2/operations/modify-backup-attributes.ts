import type { Operation } from '../../../service/service.ts';
import { describeBackup } from '../description.ts';
import { backupOf, requireBackupState } from '../named-backup.ts';
import { onBackup } from '../resources.ts';
import type { CloudHsmPlace } from '../state.ts';

export const modifyBackupAttributes: Operation<{ BackupId: string; NeverExpires: boolean }, CloudHsmPlace> = {
  resources: onBackup,
  run({ BackupId, NeverExpires }, call) {
    const backup = backupOf(call, BackupId);
    requireBackupState(backup, 'ModifyBackupAttributes', 'READY');
    backup.neverExpires = NeverExpires;
    return { Backup: describeBackup(call.place, backup) };
  },
};
