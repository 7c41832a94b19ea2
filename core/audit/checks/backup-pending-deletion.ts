import type { Check } from '../check.ts';
import { daysBetween } from '../hours.ts';

/** A deleted backup can be restored for so long. */
const daysOfGrace = 7;

export const backupPendingDeletion: Check = {
  id: 'backup-pending-deletion',
  title: 'somebody deletes a backup before its time',
  why: 'Backups go by their retention alone; who deletes one younger than that may be removing the way back (https://docs.aws.amazon.com/cloudhsm/latest/userguide/delete-restore-backup.html).',
  remedy: 'see in CloudTrail who has asked for it (DeleteBackup); restore the backup unless that was meant',
  run: ({ clusters, backups = [] }) => {
    if (!clusters) return [];
    return backups.flatMap((backup) => {
      const cluster = clusters.find(({ id }) => id === backup.clusterId);
      if (backup.state !== 'PENDING_DELETION' || !backup.goneAt || !cluster || backup.source) return [];
      const age = daysBetween(backup.createdAt, backup.goneAt) - daysOfGrace;
      if (age >= cluster.retentionDays - 1) return [];
      const evidence = `it was ${Math.max(0, Math.floor(age))} days old when its deletion was asked for, the cluster keeps backups for ${cluster.retentionDays}, and it goes at ${backup.goneAt}`;
      const remedy = `\`aws cloudhsmv2 restore-backup --backup-id ${backup.id}\`, unless its deletion was meant (CloudTrail: DeleteBackup)`;
      return [{ resource: backup.id, cluster: cluster.id, environment: cluster.environment, evidence, remedy }];
    });
  },
};
