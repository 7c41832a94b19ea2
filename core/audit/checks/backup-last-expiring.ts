import { groupedBy } from '../../grouped-by.ts';
import type { Check } from '../check.ts';
import { hoursBetween, inWords } from '../hours.ts';

export const backupLastExpiring: Check = {
  id: 'backup-last-expiring',
  title: 'the last backup of a deleted cluster is about to go',
  why: 'With the last backup of a cluster that is gone, its keys are gone for good (https://docs.aws.amazon.com/cloudhsm/latest/userguide/delete-restore-backup.html).',
  remedy: 'restore the backup, or let it go where nobody needs its keys any more',
  run: ({ clusters, backups, at }) => {
    if (!clusters || !backups) return [];
    const standing = new Set(clusters.map(({ id }) => id));
    return [...groupedBy(backups, ({ clusterId }) => clusterId)].flatMap(([clusterId, own]) => {
      // what a drill has restored is a copy of what stands, and the cluster of a copy may stand in its own region
      const [last] = own.filter(({ state, drill, source }) => state === 'PENDING_DELETION' && !drill && !source);
      if (!last?.goneAt || standing.has(clusterId) || own.some(({ state }) => state === 'READY')) return [];
      const evidence = `${clusterId} does not stand any more, no READY backup of it is left, and ${last.id} goes at ${last.goneAt}, in ${inWords(hoursBetween(at, last.goneAt))}`;
      return [
        {
          resource: last.id,
          cluster: clusterId,
          evidence,
          remedy: `\`aws cloudhsmv2 restore-backup --backup-id ${last.id}\`, unless nobody needs its keys any more`,
        },
      ];
    });
  },
};
