import { LifecycleError } from '../errors/lifecycle-error.ts';
import { backupsOf } from './backup.ts';
import type { Cluster } from './cluster.ts';
import { deleteClusterCommand } from './deletion-commands.ts';
import { liveHsms } from './hsm.ts';
import { hasAdmin } from './life.ts';
import { environmentTag } from './tags.ts';

/**
 * Users and keys of an activated cluster without HSMs, as one that is parked, are in its backups alone: its first HSM comes from the newest.
 * Without any it would know nobody, be billed, and be backed up as it is. What somebody has deleted comes back within seven days. A cluster
 * that was made from a backup of another begins with that one.
 *
 * https://docs.aws.amazon.com/cloudhsm/latest/userguide/backups.html, https://docs.aws.amazon.com/cloudhsm/latest/userguide/delete-restore-backup.html
 *
 * @returns why no HSM may be made, and what people can do; undefined where one may
 */
export async function nothingToComeFrom(cluster: Cluster): Promise<{ problem: string; remedy: string } | undefined> {
  const { clusterId, sourceBackupId, tags } = cluster;
  if (liveHsms(cluster).length > 0 || hasAdmin(cluster) !== 'yes') return undefined;
  const backups = await backupsOf(clusterId);
  if (backups.some(({ state }) => state === 'READY' || state === 'CREATE_IN_PROGRESS')) return undefined;
  const deleted = backups.find(({ state }) => state === 'PENDING_DELETION');
  if (!deleted && sourceBackupId) return undefined;
  const problem = 'it has no HSM, and no READY backup from which one could come: users and keys are in backups alone';
  if (deleted) {
    return {
      problem: `${problem}; somebody has deleted ${deleted.id}, the newest`,
      remedy: `take it back, while it can be (\`aws cloudhsmv2 restore-backup --backup-id ${deleted.id}\`), and start the workflow again; CloudTrail says who deletes backups (DeleteBackup)`,
    };
  }
  return {
    problem,
    remedy: `where a copy is in another region, restore it there; else they are lost, and the cluster is of no use: \`${deleteClusterCommand(clusterId)}\`, then \`npx hsm teardown ${tags[environmentTag]}\``,
  };
}

/** @throws LifecycleError BackupMissing where no HSM may be made */
export async function requireBackupToComeBackFrom(cluster: Cluster, doing: string): Promise<void> {
  const why = await nothingToComeFrom(cluster);
  if (why) throw new LifecycleError('BackupMissing', { doing, to: cluster.clusterId, ...why });
}
