import { DescribeBackupsCommand, type Backup as Described, paginateDescribeBackups } from '@aws-sdk/client-cloudhsm-v2';
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
  return newest ? toBackup(newest) : null;
}

/** All backups of a cluster, the newest first. */
export async function backupsOf(clusterId: string): Promise<Backup[]> {
  const found: Backup[] = [];
  for await (const { Backups = [] } of paginateDescribeBackups({ client: cloudhsm() }, { Filters: { clusterIds: [clusterId] } }))
    found.push(...Backups.map(toBackup));
  return found.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
}

function toBackup({ BackupId = '', BackupState = '', CreateTimestamp }: Described): Backup {
  return { id: BackupId, state: BackupState, createdAt: CreateTimestamp?.toISOString() ?? '' };
}
