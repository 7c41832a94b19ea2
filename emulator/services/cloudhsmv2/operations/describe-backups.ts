import type { Operation } from '../../../service/service.ts';
import { describeBackup } from '../description.ts';
import { filtered } from '../filters.ts';
import { page } from '../page.ts';
import type { CloudHsmPlace } from '../state.ts';

interface Input {
  Filters?: Record<string, string[]>;
  MaxResults?: number;
  NextToken?: string;
  Shared?: boolean;
  SortAscending?: boolean;
}

/**
 * The newest first unless told otherwise. `Shared` finds what AWS RAM shares: there is no RAM here, and a backup's own policy does not
 * make it listed.
 */
export const describeBackups: Operation<Input, CloudHsmPlace> = {
  run(input, { place }) {
    const { Filters, Shared = false, SortAscending = false } = input;
    const all = Shared ? [] : [...place.cloudhsmv2.backups.values()];
    const backups = filtered(all, Filters, {
      backupIds: (backup) => backup.backupId,
      sourceBackupIds: (backup) => backup.copy?.sourceBackup,
      clusterIds: (backup) => backup.clusterId,
      states: (backup) => backup.state,
      // with the capital that the API reference has
      neverExpires: (backup) => (backup.neverExpires ? ['true', 'True'] : ['false', 'False']),
    }).toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
    const { items, NextToken } = page(SortAscending ? backups : backups.reverse(), 'DescribeBackups', input);
    return { Backups: items.map((backup) => describeBackup(place, backup)), NextToken };
  },
};
