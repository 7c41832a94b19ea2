import { type CloudHSMV2Client, paginateDescribeBackups } from '@aws-sdk/client-cloudhsm-v2';
import type { BackupFact } from '../audit/facts/facts.ts';
import { backupFact } from '../audit/facts/read-hsms.ts';

const together = 50;

/**
 * The newest READY backup of each cluster that has one. They come newest first, so that where each cluster is backed up daily the first
 * pages tell them all.
 */
export async function newestBackups(client: CloudHSMV2Client, clusterIds: string[]): Promise<BackupFact[]> {
  const found = new Map<string, BackupFact>();
  for (let from = 0; from < clusterIds.length; from += together) {
    const some = clusterIds.slice(from, from + together);
    const asked = { Filters: { clusterIds: some, states: ['READY'] }, SortAscending: false };
    for await (const { Backups = [] } of paginateDescribeBackups({ client, pageSize: 50 }, asked)) {
      for (const backup of Backups.map(backupFact)) if (!found.has(backup.clusterId)) found.set(backup.clusterId, backup);
      if (some.every((id) => found.has(id))) break;
    }
  }
  return [...found.values()];
}
