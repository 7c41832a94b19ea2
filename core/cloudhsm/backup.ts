import { DescribeBackupsCommand } from '@aws-sdk/client-cloudhsm-v2';
import { cloudhsm } from '../aws/cloudhsm.ts';

/** A backup as it is shown: `createdAt` is ISO 8601. */
export interface Backup {
  id: string;
  state: string;
  createdAt: string;
}

/** The newest READY backup of a cluster; null where there is none. CloudHSM makes one on activation and whenever an HSM joins. */
export async function newestBackup(clusterId: string): Promise<Backup | null> {
  const { Backups = [] } = await cloudhsm().send(
    new DescribeBackupsCommand({ Filters: { clusterIds: [clusterId], states: ['READY'] }, SortAscending: false, MaxResults: 1 }),
  );
  const [newest] = Backups;
  if (!newest) return null;
  return { id: newest.BackupId ?? '', state: newest.BackupState ?? '', createdAt: newest.CreateTimestamp?.toISOString() ?? '' };
}
