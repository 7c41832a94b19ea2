import { DescribeBackupsCommand, type Backup as Described, paginateDescribeBackups } from '@aws-sdk/client-cloudhsm-v2';
import { cloudhsm } from '../aws/cloudhsm.ts';
import { toTags } from './tags.ts';

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

/** A backup, and what a cluster that is made from it has to be. */
export interface SourceBackup extends Backup {
  /** Empty for backups from before there was a choice. */
  mode: string;
  hsmType: string;
  /** That was backed up; of a copy, the one in its own region. */
  clusterId: string;
  /** Of a copy that we have made, whose it is. */
  tags: Record<string, string>;
}

/** A backup by its id; undefined where CloudHSM shows none. */
export async function readBackup(id: string): Promise<SourceBackup | undefined> {
  const { Backups = [] } = await cloudhsm().send(new DescribeBackupsCommand({ Filters: { backupIds: [id] } }));
  const [found] = Backups as (Described & { Mode?: string; HsmType?: string })[];
  return (
    found && {
      ...toBackup(found),
      mode: found.Mode ?? '',
      hsmType: found.HsmType ?? '',
      clusterId: found.SourceCluster ?? found.ClusterId ?? '',
      tags: toTags(found.TagList),
    }
  );
}

/** All backups of a cluster, the newest first. */
export async function backupsOf(clusterId: string): Promise<Backup[]> {
  const found: Backup[] = [];
  for await (const { Backups = [] } of paginateDescribeBackups({ client: cloudhsm() }, { Filters: { clusterIds: [clusterId] } }))
    found.push(...Backups.map(toBackup));
  return found.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
}

/**
 * The newest backup of a cluster, where it was made since a time and is READY; null while none was, or one is being made. CloudHSM makes
 * one when an HSM goes, so this one holds all that the HSMs held then.
 *
 * @param since ISO 8601
 */
export async function backupSince(clusterId: string, since: string): Promise<Backup | null> {
  const [newest, ...others] = await backupsOf(clusterId);
  const making = [newest, ...others].some((backup) => backup?.state === 'CREATE_IN_PROGRESS');
  // CloudHSM's clock and the state machine's agree to the second
  const young = newest && Date.parse(newest.createdAt) >= Math.floor(Date.parse(since) / 1000) * 1000;
  return young && newest.state === 'READY' && !making ? newest : null;
}

function toBackup({ BackupId = '', BackupState = '', CreateTimestamp }: Described): Backup {
  return { id: BackupId, state: BackupState, createdAt: CreateTimestamp?.toISOString() ?? '' };
}
